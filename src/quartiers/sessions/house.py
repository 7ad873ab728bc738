"""Which house a database belongs to: what is handed in lies in one data folder only.

Two houses on one database would each take works whose bytes the other has. The database knows
its house by a number that the data folder has too, and a house that is open holds a lock.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from quartiers.durable import write_whole
from quartiers.sessions.engine import (
    ANSWER_SECONDS,
    Database,
    serialize_migrations,
    sqlite_file,
)
from quartiers.sessions.model import StoreError
from quartiers.sessions.tables import meta

KEY = "house"
LOCK = 0x50495846
PATIENCE = 10.0
"""Seconds to wait for our own grader of before, if it is only just leaving."""
SILENCE = {"idle": 30, "interval": 10, "count": 3}  # seconds, seconds, times

ANOTHER = (
    "Cette base de données est celle d'une autre maison (numéro {known}). Deux maisons n'en "
    "partagent pas une : ce que les jeunes ont rendu est dans le dossier de la première. "
    "Choisissez une autre base, ou rouvrez avec ce dossier-là : ./pixel ouvrir --donnees DOSSIER. "
    "Si ce dossier n'existe plus, écrivez {known} dans {file}, puis relancez-moi."
)
NEXT_DOOR = (
    "Cette base de données est celle de la maison de {folder}. Deux maisons n'en partagent pas "
    "une. Choisissez une autre base, ou ouvrez cette maison : ./pixel ouvrir --donnees {folder}"
)
OPEN = (
    "Cette base de données sert à une maison ouverte en ce moment sur une autre machine. "
    "Une seule est ouverte à la fois. Fermez l'autre, puis relancez-moi."
)


def house_file(data: Path) -> Path:
    """Where a data folder keeps the number of its house; it is copied with the folder."""
    return data / "hub" / "maison"


def ensure_own_house(database: Database, data: Path) -> None:
    """Make sure that this database is of the house in the folder `data`, and open nowhere else.

    A new database becomes its own. StoreError, in French, when it is another's, or when the same
    house is open on another machine. A SQLite file in the folder is never anybody else's.
    """
    if is_inside(database, data):
        return
    mine, known = _number(data), _known(database, data)
    if mine != known:
        raise StoreError(ANOTHER.format(known=known, file=house_file(data)))
    lock = HouseLock(database)
    late = time.monotonic() + PATIENCE
    while not lock.take():
        if time.monotonic() > late:
            raise StoreError(OPEN)
        time.sleep(0.2)
    lock.release()


def refuse_next_door(url: str, data: Path) -> None:
    """Refuse a SQLite file that lies in the data folder of another house, before it is touched.

    StoreError, in French. Such a house has no number: its store never left its folder.
    """
    file = sqlite_file(url)
    if file is None or file.resolve().is_relative_to(data.resolve()):
        return
    folder = file.resolve().parent
    if house_file(folder).parent.is_dir():
        raise StoreError(NEXT_DOOR.format(folder=folder))


def is_inside(database: Database, data: Path) -> bool:
    """Whether the database is a file of the data folder itself."""
    place = database.engine.url
    if place.get_backend_name() != "sqlite":
        return False
    return not place.database or Path(place.database).resolve().is_relative_to(data.resolve())


def _number(data: Path) -> str:
    """The house's number in its folder, made when there is none; empty when it cannot be read."""
    file = house_file(data)
    if not file.exists():
        write_whole(file, f"{secrets.token_hex(4)}\n")
    with suppress(OSError, UnicodeError):
        return file.read_text(encoding="utf-8").strip()
    return ""


def _known(database: Database, data: Path) -> str:
    """The number in the database, which takes ours when it has none."""
    with database.write() as connection:
        serialize_migrations(connection)
        row = select(meta.c.value).where(meta.c.key == KEY)
        known = connection.execute(row).scalar_one_or_none()
        if known is None:
            known = _number(data)
            connection.execute(insert(meta).values(key=KEY, value=known))
    return str(known)


class HouseLock:
    """Held by the one house that is open on a PostgreSQL database, as long as its grader lives.

    SQLite has none: its file is on one machine, whose data folder has a lock of its own.
    """

    def __init__(self, database: Database) -> None:
        """Hold nothing yet."""
        self._url = database.engine.url
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether it is ours, now or already; False while another house has it."""
        if self._url.get_backend_name() != "postgresql":
            return True
        if self._is_held():
            return True
        connection = _lasting(str(make_url(self._url).render_as_string(hide_password=False)))
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}).scalar():
            self._connection = connection
            return True
        connection.close()
        return False

    def release(self) -> None:
        """Let another house open."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _is_held(self) -> bool:
        """Whether our connection is still there: the lock is gone with it."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self._connection = None
        return self._connection is not None


def _lasting(url: str) -> Connection:
    """A connection that the server gives up soon when our machine is gone without a word."""
    patience = {"connect_timeout": ANSWER_SECONDS}
    engine = create_engine(
        url, poolclass=NullPool, connect_args=patience, isolation_level="AUTOCOMMIT"
    )
    connection = engine.connect()
    for name, value in SILENCE.items():
        connection.exec_driver_sql(f"SET tcp_keepalives_{name} = {value}")
    return connection
