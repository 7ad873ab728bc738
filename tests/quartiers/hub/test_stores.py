"""Both databases before the house opens: ours is put right, the Hub's is made anew."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quartiers.hub import stores
from quartiers.hub.folders import ensure_folders
from quartiers.sessions import StoreError, copies, open_store
from quartiers.settings import Settings

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(data=tmp_path / "donnees", uid_base=200_000)
    ensure_folders(found)
    return found


def put_right(settings: Settings) -> list[str]:
    """What is said."""
    said: list[str] = []
    stores.put_stores_right(settings, said.append)
    return said


def hub_store(settings: Settings, revision: str) -> Path:
    """A store of the Hub with tables of this revision."""
    with closing(sqlite3.connect(settings.hub_database)) as made, made:
        made.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        made.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    return settings.hub_database


def test_a_new_house_says_nothing(settings: Settings) -> None:
    assert put_right(settings) == []


def test_full_folders_without_their_store_are_refused(settings: Settings) -> None:
    settings.home("jeune-abc234").mkdir()
    with pytest.raises(StoreError, match="manque"):
        put_right(settings)
    settings.home("jeune-abc234").rmdir()
    (settings.inbox / "a-work").mkdir()
    with pytest.raises(StoreError, match="manque"):
        put_right(settings)


def test_a_store_elsewhere_than_in_a_file_is_none_of_our_business(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="postgresql+psycopg://nobody@127.0.0.1:1/x")
    ensure_folders(settings)
    settings.home("jeune-abc234").mkdir()
    assert put_right(settings) == []
    stores.keep_copy(settings, "ouverture")


def test_the_copy_of_the_opening_is_what_a_cut_gives_back(settings: Settings) -> None:
    store = open_store(settings.store_url)
    store.learners.create("Renard turquoise", "Alma", None, NOON)
    store.close()
    stores.keep_copy(settings, "ouverture")
    (settings.data / "pixel.db").write_bytes(b"\xaa" * 40_000)
    settings.home("jeune-abc234").mkdir()
    (said,) = put_right(settings)
    assert "J'ai remis la copie" in said
    store = open_store(settings.store_url)
    assert [one.pseudo for one in store.learners.of_centre("Alma")] == ["Renard turquoise"]
    store.close()


def test_a_copy_that_cannot_be_made_is_said_and_stops_nothing(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(settings.store_url).close()

    def full(*_anything: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(copies, "keep", full)
    stores.keep_copy(settings, "fermeture")
    assert "(le disque est plein)" in capsys.readouterr().out


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
def test_the_last_number_is_told_by_the_homes(settings: Settings) -> None:
    for name, uid in (("a", 200_003), ("b", 200_041), ("c", 0), (".d", 200_099), ("e", 300_500)):
        settings.home(name).mkdir()
        os.chown(settings.home(name), uid, uid)
    assert stores.last_number(settings) == 41


def test_a_store_of_the_hub_that_is_well_stays(settings: Settings) -> None:
    (known, *_) = stores.revisions()
    before = hub_store(settings, known).read_bytes()
    assert put_right(settings) == []
    assert settings.hub_database.read_bytes() == before


@pytest.mark.parametrize("left", [b"\xaa" * 9000, b"SQLite format 3\0" + bytes(8000)])
def test_a_damaged_store_of_the_hub_is_taken_away(settings: Settings, left: bytes) -> None:
    settings.hub_database.write_bytes(left)
    Path(f"{settings.hub_database}-wal").write_bytes(b"x")
    (said,) = put_right(settings)
    assert "entrent de nouveau" in said
    assert not settings.hub_database.exists()
    assert not Path(f"{settings.hub_database}-wal").exists()


def test_a_store_of_a_later_jupyterhub_is_taken_away(settings: Settings) -> None:
    hub_store(settings, "fedcba987654")
    (said,) = put_right(settings)
    assert "plus récent" in said
    assert not settings.hub_database.exists()
