"""Sends pictures, each with the cache that suits it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from tornado.web import HTTPError

from quartiers.lessons.model import Lesson, Track
from quartiers.room.avatars import draw_avatar
from quartiers.room.base import Page, Safe, in_thread
from quartiers.room.creations import read_picture, reencode
from quartiers.room.headers import SANDBOX
from quartiers.room.homes import Unreadable
from quartiers.room.room import Room
from quartiers.sessions.pseudonyms import parts_of

A_DAY = 86_400
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
LARGEST_THUMBNAIL = (640, 640)


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
        self.finish(await in_thread(_small, path, path.stat().st_mtime_ns))


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
            shown = await in_thread(read_picture, self.room.settings.home(learner_id), name)
        except Unreadable as reason:
            raise HTTPError(404, str(reason)) from reason
        self.set_header("Content-Type", shown.media_type)
        self.set_header("Content-Security-Policy", SANDBOX)
        self.set_header("Cache-Control", "private, max-age=60")
        self.finish(shown.content)


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


@lru_cache(maxsize=64)
def _small(path: Path, _modified: int) -> bytes:
    """The thumbnail, made once until its file changes."""
    try:
        return reencode(path.read_bytes(), LARGEST_THUMBNAIL)
    except (OSError, Unreadable) as reason:
        raise HTTPError(404, str(reason)) from reason
