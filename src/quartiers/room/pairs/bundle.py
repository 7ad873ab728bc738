"""Gathers what a pair made: read from the host's home, where nothing can be trusted, and put by.

What is put by waits in the room's own folder until the home of the other one takes it: a learner
who has just arrived has no home yet, and a home can be full.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quartiers.durable import write_whole
from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.lessons.model import Lesson
from quartiers.room.creations import list_creations, read_original
from quartiers.room.homes import Unreadable, read_home_file
from quartiers.room.room import Room
from quartiers.sessions.pairs import Pair

LARGEST_WORKS = 40_000_000
"""Bytes of the creations of one pair; the newest ones fit first."""


def put_by(room: Room, pair: Pair) -> Path:
    """Write all that the pair has made so far where it waits for the guest; the file.

    A later state takes the place of an earlier one that has not left yet.
    """
    folder = waiting_room(room, pair.guest.id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The host's number keeps two pairs begun in the same second apart.
    path = folder / f"{pair.key}-{pair.host.id}.json"
    _write(path, gather(room, pair))
    return path


def forget_host(room: Room, host_id: str) -> None:
    """The works of these pairs go on waiting for their guests, without saying whose they were."""
    for path in sorted(room.settings.handovers.glob(f"*/*-{host_id}.json")):
        content = json.loads(path.read_bytes()) | {"partner": ""}
        key = path.name.partition("-")[0]
        _write(path.with_name(f"{key}-{secrets.token_hex(4)}.json"), content)
        path.unlink()


def waiting_room(room: Room, learner_id: str) -> Path:
    """Where the works on their way to this learner wait."""
    return room.settings.handovers / learner_id


def gather(room: Room, pair: Pair) -> dict[str, Any]:
    """What `quartiers.lab.gift` reads."""
    return {
        "pair": pair.key,
        "partner": pair.host.pseudo,
        "lessons": list(lessons_of(room, pair)),
        "works": list(works_of(room, pair)),
    }


def lessons_of(room: Room, pair: Pair) -> Iterator[dict[str, str]]:
    """The notebooks of the lessons that moved since the pair began."""
    for lesson in moved_lessons(room, pair):
        try:
            notebook = read_notebook(room, pair.host.id, lesson)
        except Unreadable:
            continue
        yield {
            "track": lesson.track,
            "assignment": lesson.assignment,
            "notebook": notebook,
            "released": read_released(room, lesson),
        }


def moved_lessons(room: Room, pair: Pair) -> Iterator[Lesson]:
    """The lessons where the host was since the pair began."""
    for progress in room.store.progress.of_learner(pair.host.id):
        lesson = room.lesson(progress.lesson)
        if lesson is not None and progress.place > pair.place:
            yield lesson


def read_notebook(room: Room, learner_id: str, lesson: Lesson) -> str:
    """A learner's notebook. Raises Unreadable."""
    home, name = room.settings.home(learner_id), f"{lesson.assignment}.ipynb"
    folders = (lesson.track, lesson.assignment)
    return read_home_file(home, folders, name, LARGEST_NOTEBOOK).decode("utf-8", "replace")


def read_released(room: Room, lesson: Lesson) -> str:
    """The lesson as it was given to everybody; "" when it is no longer published."""
    folder = room.settings.published / lesson.track / lesson.assignment
    try:
        return (folder / f"{lesson.assignment}.ipynb").read_text(encoding="utf-8")
    except OSError:
        return ""


def works_of(room: Room, pair: Pair) -> Iterator[dict[str, Any]]:
    """The creations kept since the pair began."""
    home, left = room.settings.home(pair.host.id), LARGEST_WORKS
    put_back = room.clock() < pair.started_at
    at_work = {lesson.assignment for lesson in moved_lessons(room, pair)} if put_back else set()
    for work in list_creations(home):
        # files have only their time: once the clock was put back, their lesson tells
        if not work.kind or (work.kept_at < pair.started_at and work.lesson not in at_work):
            continue
        try:
            content = read_original(home, work.file).content
        except Unreadable:
            continue
        left -= len(content)
        if left < 0:
            return
        card = {"titre": work.title, "description": work.description, "lecon": work.lesson}
        yield {"file": work.file, "card": card, "content": b64encode(content).decode()}


def _write(path: Path, content: dict[str, Any]) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
