"""Brings a database to the schema this code knows, one numbered migration after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from quartiers.sessions import copies
from quartiers.sessions import migrations as steps
from quartiers.sessions.engine import Database, serialize_migrations, sqlite_file
from quartiers.sessions.model import StoreError
from quartiers.sessions.order import begin_count
from quartiers.sessions.tables import meta, metadata

Migration = Callable[[Connection], None]

# Schema 1 is what `tables.py` held at first. Number n + 1 is reached by MIGRATIONS[n - 1]:
# append only, and change `tables.py` in the same commit.
MIGRATIONS: Sequence[Migration] = (
    steps.add_comfort_and_stuck,
    steps.add_grids,
    steps.add_links,
    steps.add_pairs,
    steps.add_erasures,
    steps.add_readings,
    steps.add_places,
    steps.add_turns,
)


def ensure_schema(database: Database, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Create or upgrade the tables; may be called twice, and by several processes at once.

    Returns the schema's number. StoreError when the database is newer than this code.
    """
    latest = len(migrations) + 1
    with database.write() as connection:
        serialize_migrations(connection)
        meta.create(connection, checkfirst=True)
        known = _read_number(connection)
        if known is None:
            metadata.create_all(connection)
            begin_count(connection)
            connection.execute(insert(meta).values(key="schema", value=str(latest)))
            return latest
        if known > latest:
            raise StoreError(
                f"Ces données sont de la version {known}. Ce programme lit jusqu'à la version "
                f"{latest}. Installez la version la plus récente du programme."
            )
        if known < latest:
            _keep_copy(connection)
        for migrate in migrations[known - 1 :]:
            migrate(connection)
        connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(latest)))
    return latest


def _keep_copy(connection: Connection) -> None:
    """The tables as they were stay beside: a step that goes wrong can be gone back on."""
    store = sqlite_file(connection.engine.url)
    if store is None:
        return
    try:
        copies.keep(store, "tables", datetime.now(UTC))
    except (OSError, sqlite3.Error) as trouble:
        raise StoreError(
            f"Ce programme est plus récent que {store}, et je n'ai pas pu en garder une copie "
            f"({trouble}). Je ne change rien sans copie. Faites de la place, puis relancez-moi."
        ) from trouble


def _read_number(connection: Connection) -> int | None:
    value = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    return None if value is None else int(value)
