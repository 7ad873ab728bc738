"""A store that is damaged or gone never opens empty beside full folders."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quartiers.sessions import StoreError, copies, open_store
from quartiers.sessions.rescue import put_right

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
BROKEN = {"absent": None, "empty": b"", "damaged": b"\xaa" * 40_000}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store of one learner, closed."""
    file = tmp_path / "pixel.db"
    add(file, "Loutre turquoise")
    return file


def add(file: Path, pseudo: str) -> int:
    store = open_store(f"sqlite:///{file}")
    number = store.learners.create(pseudo, "Alma", None, NOON).number
    store.close()
    return number


def pseudos(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as read:
        return [name for (name,) in read.execute("SELECT pseudo FROM learners ORDER BY number")]


def spoil(file: Path, how: str) -> None:
    raw = BROKEN[how]
    file.unlink()
    if raw is not None:
        file.write_bytes(raw)


def test_a_store_that_is_well_is_left_alone(file: Path) -> None:
    before = file.read_bytes()
    assert put_right(file, True, 9, NOON) == ""
    assert file.read_bytes() == before


def test_a_new_house_begins_without_a_word(tmp_path: Path) -> None:
    assert put_right(tmp_path / "pixel.db", False, 0, NOON) == ""
    (tmp_path / "pixel.db").touch()
    assert put_right(tmp_path / "pixel.db", False, 0, NOON) == ""


@pytest.mark.parametrize("how", BROKEN)
def test_without_a_copy_it_is_refused_with_what_to_do_and_nothing_moves(
    file: Path, how: str
) -> None:
    spoil(file, how)
    copies.folder_of(file).mkdir()
    before = {path: path.is_file() and path.read_bytes() for path in file.parent.rglob("*")}
    with pytest.raises(StoreError) as refused:
        put_right(file, True, 0, NOON)
    said = str(refused.value)
    assert str(file) in said
    assert "sauvegarde" in said
    assert f"renommez le dossier {file.parent}" in said
    assert {path: path.is_file() and path.read_bytes() for path in file.parent.rglob("*")} == before


@pytest.mark.parametrize("how", BROKEN)
def test_the_last_copy_comes_back_and_what_is_missing_is_said(file: Path, how: str) -> None:
    copies.keep(file, "fermeture", NOON)
    add(file, "Renard turquoise")
    spoil(file, how)
    said = put_right(file, True, 0, NOON)
    here = NOON.astimezone()
    assert f"la copie du 30/11/2026 à {here.hour} h 00" in said
    assert "Ce qui a été fait depuis n'y est pas" in said
    assert pseudos(file) == ["Loutre turquoise"]
    aside = [path for path in copies.folder_of(file).iterdir() if "abime" in path.name]
    assert [path.read_bytes() for path in aside] == ([] if how == "absent" else [BROKEN[how]])
    assert all(str(path) in said for path in aside)


def test_the_account_of_a_forgotten_learner_is_given_to_nobody(file: Path) -> None:
    copies.keep(file, "fermeture", NOON)
    lost = add(file, "Renard turquoise")
    spoil(file, "damaged")
    put_right(file, True, lost, NOON)
    assert add(file, "Lapin turquoise") == lost + 1


def test_a_store_of_which_all_can_be_read_loses_nothing(file: Path) -> None:
    copies.keep(file, "fermeture", NOON)
    add(file, "Renard turquoise")
    with closing(sqlite3.connect(file)) as read:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'submissions_queue'"
        (root,) = read.execute(query).fetchone()
        read.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as damaged:
        damaged.seek((root - 1) * 4096)
        damaged.write(b"\xaa" * 4096)
    said = put_right(file, True, 0, NOON)
    assert "rien n'y manque" in said
    assert pseudos(file) == ["Loutre turquoise", "Renard turquoise"]
    assert put_right(file, True, 0, NOON) == ""


def test_a_copy_that_is_not_whole_is_not_put_back(file: Path) -> None:
    made = copies.keep(file, "fermeture", NOON)
    assert made is not None
    made.write_bytes(b"\xaa" * 4096)
    spoil(file, "damaged")
    with pytest.raises(StoreError, match="pas de copie"):
        put_right(file, True, 0, NOON)
