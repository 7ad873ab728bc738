"""One database, one house."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quartiers.sessions import Store, StoreError, house, open_store
from quartiers.sessions.house import HouseLock, ensure_own_house, house_file, refuse_next_door


@pytest.fixture
def houses(tmp_path: Path) -> tuple[Path, Path]:
    """Two data folders, on a database that is in neither."""
    places = tmp_path / "rez-de-chaussee", tmp_path / "etage"
    for place in places:
        place.mkdir()
    return places


def test_a_second_house_on_the_database_of_another_is_refused_with_a_sentence(
    store: Store, houses: tuple[Path, Path]
) -> None:
    first, second = houses
    ensure_own_house(store.database, first)
    ensure_own_house(store.database, first)
    with pytest.raises(StoreError, match="celle d'une autre maison") as refused:
        ensure_own_house(store.database, second)
    number = house_file(first).read_text().strip()
    assert number in str(refused.value)


def test_a_copy_of_the_folder_opens_and_so_does_one_whose_number_was_written_by_hand(
    store: Store, houses: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second = houses
    ensure_own_house(store.database, first)
    copy = shutil.copytree(first, tmp_path / "copie")
    ensure_own_house(store.database, copy)
    house_file(second).parent.mkdir()
    house_file(second).write_text(house_file(first).read_text().strip() + "\r\n")
    ensure_own_house(store.database, second)


def test_a_database_inside_its_folder_needs_no_number(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'pixel.db'}")
    ensure_own_house(store.database, tmp_path)
    assert not house_file(tmp_path).exists()
    store.close()


def test_a_store_that_lies_in_the_folder_of_another_house_is_refused(
    houses: tuple[Path, Path],
) -> None:
    """That house has no number: its store never left its folder."""
    first, second = houses
    house_file(first).parent.mkdir()
    url = f"sqlite:///{first / 'pixel.db'}"
    refuse_next_door(url, first)
    with pytest.raises(StoreError, match=f"celle de la maison de {first}"):
        refuse_next_door(url, second)
    refuse_next_door(f"sqlite:///{second.parent / 'pixel.db'}", second)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_the_same_house_is_open_on_one_machine_at_a_time(
    store: Store, url: str, houses: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "PATIENCE", 0.3)
    ensure_own_house(store.database, houses[0])
    grader = HouseLock(store.database)
    assert grader.take()
    assert grader.take(), "it is ours already"
    other = open_store(url)
    assert not HouseLock(other.database).take()
    with pytest.raises(StoreError, match="ouverte en ce moment"):
        ensure_own_house(other.database, houses[0])
    grader.release()
    ensure_own_house(other.database, houses[0])
    other.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_lock_whose_connection_was_cut_is_taken_again(store: Store) -> None:
    grader = HouseLock(store.database)
    assert grader.take()
    with store.database.write() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks "
            "WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )
    assert grader.take()
    assert not HouseLock(store.database).take()
    grader.release()
