"""Opens the database: all that depends on its brand (SQLite or PostgreSQL) is in this file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite

BUSY_SECONDS = 20
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
        return Database(create_engine(parsed, pool_pre_ping=True))
    if parsed.database and parsed.database != ":memory:":
        _ensure_private_file(Path(parsed.database))
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def insert_once(
    connection: Connection, table: Table, key: Mapping[str, object], **values: object
) -> None:
    """Insert a row unless its primary `key` is there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values(**key, **values)
    connection.execute(row.on_conflict_do_nothing(index_elements=list(key)))


def serialize_migrations(connection: Connection) -> None:
    """Make other processes that open the store wait until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _ensure_private_file(path: Path) -> None:
    """Create the file with mode 0600: its WAL and SHM neighbours inherit that mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """WAL lets readers and one writer work together; FULL keeps commits through a power cut."""
    connection.isolation_level = None  # we emit BEGIN ourselves, see below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a read turned into a write fails instead of waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
