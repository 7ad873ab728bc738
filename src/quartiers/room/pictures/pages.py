"""Sends pictures, each with the cache that suits it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from tornado.web import HTTPError

from quartiers.lessons.model import Lesson, Track
from quartiers.room.avatars import draw_avatar
from quartiers.room.base import Page, Safe, in_thread
from quartiers.room.creations import Shown, all_pixels, pixels_of, read_drawing
from quartiers.room.headers import SANDBOX
from quartiers.room.homes import Unreadable
from quartiers.room.room import Room
from quartiers.room.thumbnails import Source
from quartiers.sessions.pseudonyms import parts_of

A_DAY = 86_400
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


class AvatarPicture(Safe):
    """The animal of a pseudonym, in its colour; open to all, it tells nothing."""

    def get(self, pseudo: str) -> None:
        """Draw it, or 404 for a pseudonym that we never offer."""
        parts = parts_of(pseudo)
        if parts is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", f"public, max-age={A_DAY}")
        self.finish(draw_avatar(*parts))


class LessonPicture(Safe):
    """The result of a lesson, as its author shows it."""

    async def get(self, code: str) -> None:
        """Send it small, or 404: the page then shows the track's weave."""
        lesson = self.room.lesson(code)
        path = lesson and thumbnail_path(self.room, lesson)
        if not path:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/png")
        self.set_header("Cache-Control", f"public, max-age={A_DAY}")
        others = partial(sources_of, self.room)
        try:
            small = await self.room.lesson_thumbnails.get("", source_of(path), others)
        except Unreadable as reason:
            raise HTTPError(404, str(reason)) from reason
        self.finish(small)


class CreationPicture(Page):
    """A learner's own picture, for that learner and for animators."""

    async def get(self, learner_id: str, name: str) -> None:
        """Send it from the untrusted home, never as it is."""
        mine = self.learner is not None and self.learner.id == learner_id
        if not mine and not self.animator:
            raise HTTPError(404)
        if await in_thread(self.room.store.learners.get, learner_id) is None:
            raise HTTPError(404)
        try:
            shown = await self.shown(learner_id, name)
        except Unreadable as reason:
            raise HTTPError(404, str(reason)) from reason
        self.set_header("Content-Type", shown.media_type)
        self.set_header("Content-Security-Policy", SANDBOX)
        self.set_header("Cache-Control", "private, max-age=60")
        self.finish(shown.content)

    async def shown(self, learner_id: str, name: str) -> Shown:
        """A drawing as it is, or pixels made anew. Unreadable."""
        home = self.room.settings.home(learner_id)
        if name.endswith(".svg"):
            return await in_thread(read_drawing, home, name)
        source = await in_thread(pixels_of, home, name)
        small = await self.room.thumbnails.get(learner_id, source, partial(all_pixels, home))
        return Shown(small, "image/png")


class TrackColours(Safe):
    """The tracks' colours as a style sheet, because no style is ever inline."""

    def get(self) -> None:
        """One rule a track."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=300")
        self.finish("".join(map(track_rule, self.room.courses.tracks)))


def track_rule(track: Track) -> str:
    """The rule of a track; a colour that is not `#rrggbb` is left out."""
    if not COLOUR.fullmatch(track.colour):
        return ""
    return f".parcours-{track.id.replace('_', '-')}{{--parcours:{track.colour}}}\n"


def thumbnail_path(room: Room, lesson: Lesson) -> Path | None:
    """Where the lesson's thumbnail is: beside the lesson, or among what is published."""
    if not lesson.thumbnail:
        return None
    published = room.settings.published / lesson.track / lesson.assignment
    for folder in (lesson.folder, published):
        if (folder / lesson.thumbnail).is_file():
            return folder / lesson.thumbnail
    return None


def sources_of(room: Room) -> list[Source]:
    """The thumbnails of all lessons."""
    paths = (thumbnail_path(room, lesson) for lesson in room.courses.lessons)
    return [source_of(path) for path in paths if path]


def source_of(path: Path) -> Source:
    """A lesson's thumbnail, until its file changes."""
    return Source((path, path.stat().st_mtime_ns), partial(read_or_none, path))


def read_or_none(path: Path) -> bytes:
    """The bytes of a file; Unreadable when it has just gone."""
    try:
        return path.read_bytes()
    except OSError as reason:
        raise Unreadable(str(reason)) from reason
