"""The disk in words: early enough, true, and with a name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quartiers.kernels.disk.note import Note, Stopped
from quartiers.room.box.disk import GB, MB, Disk, in_words, level_of, sentence, takers
from quartiers.sessions.model import Learner

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
RESERVE = 500 * MB


@pytest.mark.parametrize(
    ("free", "total", "level"),
    [
        (200 * GB, 250 * GB, "bien"),
        (9 * GB, 250 * GB, "bientot"),
        (12 * GB, 250 * GB, "bien"),
        (3 * GB, 32 * GB, "bientot"),
        (4 * GB, 32 * GB, "bien"),
        (1 * GB, 4 * GB, "bientot"),
        (400 * MB, 32 * GB, "plein"),
    ],
)
def test_the_warning_comes_long_before_the_end(free: int, total: int, level: str) -> None:
    assert level_of(free, total, RESERVE) == level


def test_a_sentence_says_how_much_is_left() -> None:
    assert sentence("bientot", 1_530 * MB).startswith("Le disque se remplit : il reste 1,5 Go.")


@pytest.mark.parametrize(
    ("size", "words"), [(350 * MB, "350 Mo"), (1_500 * MB, "1,5 Go"), (70 * GB, "70 Go")]
)
def test_sizes_are_said_as_one_says_them(size: int, words: str) -> None:
    assert in_words(size) == words


def test_whoever_was_stopped_comes_first_then_who_holds_most() -> None:
    known = {
        name: Learner(f"jeune-{name}", 1, name.title(), "Alma", NOON)
        for name in ("ada", "bob", "eve")
    }
    learners = {one.id: one for one in known.values()}
    told = Note(
        {"jeune-eve": Stopped(600 * MB, "share"), "jeune-gone": Stopped(1, "share")},
        {"jeune-ada": 120 * MB, "jeune-bob": 300 * MB},
    )
    found = takers(told, learners)
    assert [(one.pseudo, one.words, one.stopped) for one in found] == [
        ("Eve", "600 Mo", True),
        ("Bob", "300 Mo", False),
        ("Ada", "120 Mo", False),
    ]
    assert Disk("bien", "", found).asks
    assert not Disk("bien", "", found[1:]).asks
    assert Disk("bientot", "", ()).asks
