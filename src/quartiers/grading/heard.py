"""What people said about a learner's lesson, from the store, for nbgrader's own commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from quartiers.grading.french import day
from quartiers.sessions import Store, Submission, Word, open_store
from quartiers.sessions.grids import Grid
from quartiers.settings import Settings


@dataclass(frozen=True)
class Heard:
    """Who the learner is, when the work came, the animator's last word, and the grid."""

    pseudo: str
    date: str = ""
    word: str = ""
    word_date: str = ""
    rework: bool = False
    word_is_earlier: bool = False
    grid: Grid = field(default_factory=Grid)


def heard(settings: Settings, student: str, lesson: str) -> Heard:
    """What the store knows; only the student's name when it does not know this student."""
    store = existing_store(settings.store_url)
    learner = store.learners.get(student) if store else None
    if store is None or learner is None:
        return Heard(student)
    work = store.submissions.latest(student, lesson)
    word = store.words.latest(student, lesson)
    return Heard(
        learner.pseudo,
        day(work.received_at) if work else "",
        word.text if word else "",
        day(word.written_at) if word else "",
        bool(word and word.rework and not _is_earlier(word, work)),
        _is_earlier(word, work),
        store.grids.of(student, lesson),
    )


def _is_earlier(word: Word | None, work: Submission | None) -> bool:
    """Whether a word is about what was handed in before this work."""
    return word is not None and work is not None and word.place < work.place


_stores: dict[str, Store] = {}


def close_stores() -> None:
    """Close what `existing_store` keeps open: no connection may cross a fork."""
    while _stores:
        _stores.popitem()[1].close()


def existing_store(url: str) -> Store | None:
    """The store at this URL, kept open; None where no séance was ever held: nothing is created."""
    place = make_url(url)
    is_file = place.get_backend_name() == "sqlite" and place.database
    if is_file and not Path(str(place.database)).exists():
        return None
    if url not in _stores:
        _stores[url] = open_store(url)
    return _stores[url]
