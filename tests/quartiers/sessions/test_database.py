"""The database itself: times, migrations, journals, and several processes at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from quartiers.sessions import (
    Learner,
    Store,
    StoreError,
    copies,
    open_store,
)
from quartiers.sessions.engine import Database, open_database, sqlite_file
from quartiers.sessions.schema import ensure_schema
from quartiers.sessions.tables import metadata

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)

# What an older box holds: the tables as this project's first version made them.
FIRST_VERSION = Path(__file__).with_name("premiere_version.sql").read_text(encoding="utf-8")


def later(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


def receive(store: Store, me: Learner, minutes: int = 0) -> str:
    key = store.submissions.new_id()
    store.submissions.receive(me.id, "P01", "0" * 64, 10, later(minutes=minutes), id=key)
    return key


def test_times_without_zone_are_refused(store: Store) -> None:
    with pytest.raises(Exception, match="time zone"):
        store.tickets.issue("jeune-abcdef", datetime(2026, 1, 1))


def test_opening_twice_changes_nothing(url: str) -> None:
    for _ in range(2):
        store = open_store(url)
        assert store.animators.count() == 0
        store.close()


def test_an_older_database_gets_the_missing_migrations_once(url: str) -> None:
    database = open_database(url)
    ensure_schema(database, ())
    seen: list[int] = []
    migrations = [lambda connection: seen.append(2), lambda connection: seen.append(3)]
    assert ensure_schema(database, migrations) == 3
    assert ensure_schema(database, migrations) == 3
    assert seen == [2, 3]
    with pytest.raises(StoreError, match="plus récente"):
        ensure_schema(database, ())
    database.close()


def test_what_was_handed_in_before_there_were_readings_asks_for_none(url: str) -> None:
    store = open_store(url)
    key = receive(store, store.learners.create("Renard azur", "Alma"))
    with store.database.write() as connection:
        forget_places(connection)
        connection.exec_driver_sql("ALTER TABLE submissions DROP COLUMN read_at")
        connection.exec_driver_sql("UPDATE meta SET value = '6' WHERE key = 'schema'")
    store.close()
    store = open_store(url)
    kept = store.submissions.get(key)
    assert kept is not None
    assert kept.read_at == kept.received_at
    store.close()


def forget_places(connection: Connection) -> None:
    """As it was before schema 8."""
    for index in ("submissions_queue", "submissions_learner"):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    for table in ("submissions", "words", "presences", "progress", "pairs"):
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN place")
    connection.exec_driver_sql("ALTER TABLE submissions DROP COLUMN turn")
    connection.exec_driver_sql("DELETE FROM meta WHERE key = 'place'")


def test_what_came_before_there_were_places_is_put_in_order_by_its_time(url: str) -> None:
    store = open_store(url)
    me = store.learners.create("Renard azur", "Alma")
    later_one, first = receive(store, me, 5), receive(store, me, 1)
    store.words.write(me.id, "P01", None, "Bravo", False, later(minutes=3))
    with store.database.write() as connection:
        forget_places(connection)
        connection.exec_driver_sql("UPDATE meta SET value = '7' WHERE key = 'schema'")
    store.close()
    store = open_store(url)
    works = {one.id: one.place for one in store.submissions.of_learners([me.id])}
    word = store.words.latest(me.id, "P01")
    assert word is not None
    assert works[first] < word.place < works[later_one]
    new = store.submissions.get(receive(store, me, 0))
    assert new is not None
    assert new.place > works[later_one]
    store.close()


def test_a_migration_that_stops_leaves_the_database_as_it_was(url: str) -> None:
    database = open_database(url)
    ensure_schema(database, ())

    def half_done(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")  # type: ignore[attr-defined]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        ensure_schema(database, [half_done])
    assert ensure_schema(database, []) == 1
    assert "half" not in tables_of(database)
    database.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_database_of_the_first_version_reaches_the_present_one(url: str) -> None:
    database = open_database(url)
    with database.write() as connection:
        for statement in FIRST_VERSION.split(";"):
            connection.exec_driver_sql(statement)
    database.close()
    store = open_store(url)
    kept = store.progress.record("jeune-abcdef", "P01", "cree", {}, NOON, stuck=True)
    assert kept.stars == {2: 3}
    assert store.progress.get("jeune-abcdef", "P01") == kept
    assert store.comfort.change("jeune-abcdef", {"size": "large"}).classes == "size-large"
    assert columns(store.database) == columns_of_a_new_one(url)
    store.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_tables_as_they_were_stay_beside_when_they_change(url: str) -> None:
    database = open_database(url)
    ensure_schema(database, ())
    store = sqlite_file(url)
    assert store is not None
    assert copies.listed(store) == []
    ensure_schema(database, [lambda connection: connection.exec_driver_sql("DROP TABLE words")])
    (kept,) = copies.listed(store)
    assert kept.reason == "tables"
    with closing(sqlite3.connect(kept.file)) as before:
        assert before.execute("SELECT count(*) FROM words").fetchone() == (0,)
        assert before.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("1",)
    database.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_without_their_copy_the_tables_do_not_change(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(url)
    ensure_schema(database, ())

    def full(*_anything: object) -> None:
        raise OSError("plus de place")

    monkeypatch.setattr(copies, "keep", full)
    with pytest.raises(StoreError, match="Je ne change rien sans copie"):
        ensure_schema(database, [lambda connection: connection.exec_driver_sql("DROP TABLE words")])
    assert "words" in tables_of(database)
    database.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_store_of_a_later_program_is_refused_and_not_touched(url: str) -> None:
    database = open_database(url)
    ensure_schema(database, [lambda _connection: None] * 40)
    database.close()
    store = sqlite_file(url)
    assert store is not None
    before = store.read_bytes()
    with pytest.raises(StoreError, match="version 41"):
        open_store(url)
    assert store.read_bytes() == before


def columns(database: Database) -> dict[str, set[str]]:
    inspector = inspect(database.engine)
    return {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }


def columns_of_a_new_one(url: str) -> dict[str, set[str]]:
    new = open_store(url + ".neuve")
    found = columns(new.database)
    new.close()
    return found


def tables_of(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_every_table_can_be_made_in_postgresql_too() -> None:
    for table in metadata.sorted_tables:
        text = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert "CREATE TABLE" in text
        assert "AUTOINCREMENT" not in text


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_journal_lets_readers_and_a_writer_work_together(store: Store, tmp_path: Path) -> None:
    mode = sqlite3.connect(tmp_path / "pixel.db").execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal",)


def test_a_new_file_that_another_process_changes_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "pixel.db"
    writer = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    leaving = threading.Timer(0.3, writer.close)
    leaving.start()
    database = open_database(f"sqlite:///{file}")
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    leaving.join()
    database.close()


def test_opening_a_second_time_keeps_the_locks_of_the_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'pixel.db'}"
    first = open_database(url)
    with first.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        open_database(url).close()
        other = (
            "import sqlite3, sys;sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        )
        refused = subprocess.run(
            [sys.executable, "-c", other, str(tmp_path / "pixel.db")],
            capture_output=True,
            text=True,
        )
        assert "database is locked" in refused.stderr
    first.close()


def _graded(store: Store) -> list[str]:
    submission = store.submissions.claim_next(NOON)
    if submission is None:
        return []
    store.submissions.fail(submission.id, "Une phrase.", NOON)
    return [submission.id]


def _work(url: str, number: int) -> list[str]:
    store = open_store(url)
    me = store.learners.create(f"{['Renard', 'Panda', 'Loutre', 'Tigre'][number]} azur", "Alma")
    seance = store.seances.open("Alma", None, NOON)
    claimed = []
    for turn in range(15):
        store.seances.join(seance.id, me.id, NOON)
        store.progress.record(me.id, "P01", "modifie", {turn: 1}, later(minutes=turn))
        receive(store, me, turn)
        claimed += _graded(store)
    while store.submissions.count_pending():  # some wait for what another process has in hand
        claimed += _graded(store)
    store.close()
    return claimed


def test_processes_that_write_at_once_lose_nothing_and_share_nothing(url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        claimed = pool.starmap(_work, [(url, number) for number in range(4)])
    everything = [key for keys in claimed for key in keys]
    assert len(everything) == len(set(everything)) == 60
    store = open_store(url)
    learners = store.learners.of_centre("Alma")
    assert sorted(one.number for one in learners) == [1, 2, 3, 4]
    for learner in learners:
        kept = store.progress.get(learner.id, "P01")
        assert kept is not None
        assert len(kept.stars) == 15
    store.close()
