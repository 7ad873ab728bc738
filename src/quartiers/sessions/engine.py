"""Opens the database: all that depends on its brand (SQLite or PostgreSQL) is in this file."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite

from quartiers import durable

BUSY_SECONDS = 20
ANSWER_SECONDS = 10  # a database on another machine that is switched off says nothing
WRITES = "quartiers_writes"
MIGRATION_LOCK = 0x50495845


class Database:
    """Short transactions on one engine, safe with several processes."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; connections are opened when needed."""
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads: it never waits for a writer."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes, committed at the end, undone on any exception."""
        writer = self.engine.execution_options(**{WRITES: True})
        with writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `url`; a missing SQLite file is created, readable by its owner only."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        patience = {"connect_timeout": ANSWER_SECONDS}
        return Database(create_engine(parsed, pool_pre_ping=True, connect_args=patience))
    if parsed.database and parsed.database != ":memory:":
        _ensure_private_file(Path(parsed.database))
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def sqlite_file(url: str | URL) -> Path | None:
    """The file of a SQLite database; None for one in memory, and for PostgreSQL."""
    parsed = make_url(url)
    named = parsed.database not in (None, "", ":memory:")
    is_file = parsed.get_backend_name() == "sqlite" and named
    return Path(str(parsed.database)) if is_file else None


def insert_once(
    connection: Connection, table: Table, key: Mapping[str, object], **values: object
) -> None:
    """Insert a row unless its primary `key` is there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values(**key, **values)
    connection.execute(row.on_conflict_do_nothing(index_elements=list(key)))


def forget_deleted(url: str) -> None:
    """Have what was deleted leave the file too: SQLite keeps it in free pages and in its log.

    Waits for those who read or write; sqlite3.OperationalError after 20 s. Nothing to do where
    there is no such file, nor for PostgreSQL, which cleans up by itself.
    """
    place = sqlite_file(url)
    if place is None or not place.is_file():
        return
    found = sqlite3.connect(place, timeout=BUSY_SECONDS, isolation_level=None)
    with closing(found) as connection:
        connection.execute("VACUUM")
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise sqlite3.OperationalError("the log is still read by somebody")


def serialize_migrations(connection: Connection) -> None:
    """Make other processes that open the store wait until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _ensure_private_file(path: Path) -> None:
    """Create the file with mode 0600: its WAL and SHM neighbours inherit that mode.

    A file that is there is left alone: closing it would drop the locks that SQLite holds on it
    in this process (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    durable.ensure_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        durable.flush_folder(path.parent)  # what is committed in a file needs its name


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """WAL lets readers and one writer work together; FULL keeps commits through a power cut."""
    connection.isolation_level = None  # we emit BEGIN ourselves, see below
    _ensure_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _ensure_wal(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL: when two processes do so at once, SQLite refuses one on the spot.

    Its busy timeout does not cover that switch, so the waiting is done here.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a read turned into a write fails instead of waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
