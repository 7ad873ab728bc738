"""What a database file is worth, and what can still be read of a damaged one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from quartiers.sessions.integrity import drafted, look, rebuild

PAGE = 4096


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A database with a table and an index, of some pages each."""
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE words (id INTEGER PRIMARY KEY AUTOINCREMENT, said TEXT)")
        made.execute("CREATE INDEX by_said ON words (said)")
        rows = ((f"mot {number:05} " + "x" * 60,) for number in range(500))
        made.executemany("INSERT INTO words (said) VALUES (?)", rows)
    return file


def spoil(file: Path, kind: str) -> None:
    """Write nonsense over a page of the table or of the index."""
    with closing(sqlite3.connect(file)) as read:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (root,) = read.execute(query, (kind,)).fetchone()
    with file.open("r+b") as damaged:
        damaged.seek((root - 1) * PAGE)
        damaged.write(b"\xaa" * PAGE)


def test_a_file_that_is_well_is_sound(store: Path) -> None:
    assert look(store) == "sound"


def test_a_file_that_is_not_there_or_holds_nothing_is_told_apart(tmp_path: Path) -> None:
    assert look(tmp_path / "rien.db") == "absent"
    (tmp_path / "vide.db").touch()
    assert look(tmp_path / "vide.db") == "empty"
    with closing(sqlite3.connect(tmp_path / "sans.db")) as made:
        made.execute("PRAGMA user_version = 1")
    assert look(tmp_path / "sans.db") == "empty"


@pytest.mark.parametrize("kind", ["words", "by_said"])
def test_a_spoilt_page_is_seen(store: Path, kind: str) -> None:
    spoil(store, kind)
    assert look(store) == "damaged"


def test_a_shortened_file_and_one_that_is_no_database_are_seen(store: Path) -> None:
    raw = store.read_bytes()
    store.write_bytes(raw[: len(raw) // 2])
    assert look(store) == "damaged"
    store.write_bytes(bytes(len(raw)))
    assert look(store) == "damaged"
    store.write_text("mes notes\n" * 1000)
    assert look(store) == "damaged"


def test_of_a_file_too_big_to_be_read_through_only_the_head_is_looked_at(store: Path) -> None:
    spoil(store, "words")
    assert look(store, largest=PAGE) == "sound"
    store.write_bytes(b"\xaa" * 2 * PAGE)
    assert look(store, largest=PAGE) == "damaged"


def test_a_spoilt_index_costs_nothing(store: Path, tmp_path: Path) -> None:
    spoil(store, "by_said")
    assert rebuild(store, tmp_path / "fresh.db")
    assert look(tmp_path / "fresh.db") == "sound"
    with closing(sqlite3.connect(tmp_path / "fresh.db")) as made:
        assert made.execute("SELECT count(*) FROM words").fetchone() == (500,)
        made.execute("DELETE FROM words")
        made.execute("INSERT INTO words (said) VALUES ('neuf')")
        assert made.execute("SELECT id FROM words").fetchone() == (501,)


def test_a_spoilt_table_is_not_said_to_be_whole(store: Path, tmp_path: Path) -> None:
    spoil(store, "words")
    assert not rebuild(store, tmp_path / "fresh.db")
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


def test_a_draft_given_up_leaves_nothing(tmp_path: Path) -> None:
    with suppress(RuntimeError), drafted(tmp_path / "note") as draft:
        draft.write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
