"""The gradebook's connections: one engine for all that nbgrader opens, made for a power cut."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import sqlalchemy
from nbgrader import api
from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

BUSY = 30_000  # milliseconds to wait for another process that writes

_open_first = api.Gradebook.__init__
_known: set[tuple[Any, ...]] = set()
_sittings: dict[str, Any] = {}


@cache
def _engine(url: str) -> Engine:
    engine = sqlalchemy.create_engine(url, echo=False, future=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    """Readers and the writer do not wait for each other, and a commit waits for the disk once.

    A power cut may undo the last commits but never harms the file: see `flush`.
    """
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY}"):
        connection.execute(f"PRAGMA {pragma}")


def share_engines() -> None:
    """From now on nbgrader's gradebooks share their engine; may be called twice.

    Each of its steps opens a gradebook of its own, ten for one submission: each would connect,
    look at every table, and compile every query again.
    """
    vars(api)["create_engine"] = _shared
    api.Gradebook.__init__ = _open
    api.Gradebook.close = _close


def _shared(url: Any, **_options: Any) -> Engine:
    return _engine(str(url))


def _open(
    self: Any, db_url: str, course_id: str = "default_course", authenticator: Any = None
) -> None:
    """`Gradebook.__init__`: whole the first time, a new session on the same engine afterwards."""
    if db_url in _sittings:
        self.engine, self.db = _engine(db_url), _sittings[db_url]
        self.course_id, self.authenticator = course_id, None
        return
    found = (db_url, course_id, *_identity(db_url))
    if authenticator is not None or found not in _known:
        if any(known[0] == db_url for known in _known):
            _engine(db_url).dispose()  # its connections are to the file of before
        _open_first(self, db_url, course_id, authenticator)
        _known.add((db_url, course_id, *_identity(db_url)))
        return
    self.engine = _engine(db_url)
    self.db = scoped_session(sessionmaker(autoflush=True, bind=self.engine, future=True))
    self.course_id, self.authenticator = course_id, None


def _close(self: Any) -> None:
    """`Gradebook.close`: the session ends, the connection stays for the next."""
    if self.db not in _sittings.values():
        self.db.remove()


@contextmanager
def one_sitting(url: str, course_id: str) -> Iterator[Session]:
    """All gradebooks opened meanwhile at this URL are one: what a step read, the next one knows.

    A commit forgets nothing here: who changes marks has to `expire_all`, or their sums are old.
    What was not committed at the end is undone.
    """
    with api.Gradebook(url, course_id) as gradebook:  # the tables are there
        session = gradebook.db
        session().expire_on_commit = False
        _sittings[url] = session
        try:
            yield session
        finally:
            del _sittings[url]


def _identity(url: str) -> tuple[int, ...]:
    """Which file this is: one that was put in its place has no tables yet."""
    place = sqlalchemy.make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database:
        return ()
    try:
        status = os.stat(place.database)
    except FileNotFoundError:
        return (0,)
    return status.st_dev, status.st_ino


def flush(url: str) -> None:
    """Have all that was committed on the disk, whatever happens to the machine next."""
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(FULL)")


def leave(url: str) -> None:
    """Flush, and close the connections; a damaged file has nothing to flush."""
    with suppress(DatabaseError):
        flush(url)
    _engine(url).dispose()


def leave_all() -> None:
    """Leave every gradebook that was opened: no connection may cross a fork."""
    for url in {opened for opened, *_ in _known}:
        leave(url)
