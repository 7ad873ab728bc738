"""The copies of the store: few, whole, in order whatever the clock says, and rid of the erased."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.sessions import Store, copies, open_store
from quartiers.sessions.integrity import look
from quartiers.sessions.pseudonyms import ANIMALS

PSEUDOS = [f"{animal} turquoise" for animal in ANIMALS]
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pixel.db"


@pytest.fixture
def store(file: Path) -> Store:
    return open_store(f"sqlite:///{file}")


def newcomer(store: Store, pseudo: str) -> None:
    store.learners.create(pseudo, "Alma", None, NOON)


def pseudos(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as read:
        return [name for (name,) in read.execute("SELECT pseudo FROM learners ORDER BY number")]


def test_a_copy_of_a_store_in_use_is_whole_and_alone(store: Store, file: Path) -> None:
    newcomer(store, "Loutre turquoise")
    made = copies.keep(file, "ouverture", NOON)
    assert made is not None
    assert look(made) == "sound"
    assert pseudos(made) == ["Loutre turquoise"]
    assert [one.name for one in copies.folder_of(file).iterdir()] == [made.name]
    assert made.stat().st_mode & 0o077 == 0
    assert copies.folder_of(file).stat().st_mode & 0o077 == 0


def test_nothing_new_makes_no_new_copy(store: Store, file: Path) -> None:
    newcomer(store, "Loutre turquoise")
    first = copies.keep(file, "ouverture", NOON)
    assert copies.keep(file, "fermeture", NOON + timedelta(hours=2)) == first
    assert len(copies.listed(file)) == 1


def test_only_the_last_ones_stay_and_the_clock_has_no_say(store: Store, file: Path) -> None:
    for number in range(10):
        newcomer(store, PSEUDOS[number])
        copies.keep(file, "fermeture", NOON - timedelta(days=365 * number))
    found = copies.listed(file)
    assert len(found) == copies.MOST
    assert len(pseudos(found[0].file)) == 10
    assert [one.rank for one in found] == [10, 9, 8, 7, 6, 5]


def test_a_damaged_copy_is_passed_by(store: Store, file: Path) -> None:
    for number in range(2):
        newcomer(store, PSEUDOS[number])
        copies.keep(file, "fermeture", NOON)
    copies.listed(file)[0].file.write_bytes(b"")
    found = copies.newest_sound(file)
    assert found is not None
    assert pseudos(found.file) == [PSEUDOS[0]]


def test_somebody_erased_is_in_no_copy_and_in_nothing_put_aside(store: Store, file: Path) -> None:
    newcomer(store, "Loutre turquoise")
    copies.keep(file, "fermeture", NOON)
    (copies.folder_of(file) / "abime-20261130T120000-pixel.db").write_text("Loutre turquoise")
    (copies.folder_of(file) / ".quartiers-half").write_text("Loutre turquoise")
    with store.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM learners")
    newcomer(store, "Renard turquoise")
    copies.renew(file, NOON)
    (left,) = copies.folder_of(file).iterdir()
    assert pseudos(left) == ["Renard turquoise"]


def test_there_is_nothing_to_copy_of_a_store_that_is_not_there(file: Path) -> None:
    assert copies.keep(file, "ouverture", NOON) is None
    copies.renew(file, NOON)
    assert not file.exists()
