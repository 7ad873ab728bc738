"""The gradebook's connections: one engine for all that nbgrader opens, made for a power cut."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy
from nbgrader import api
from sqlalchemy import Engine, event

BUSY = 30_000  # milliseconds to wait for another process that writes


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

    Each of its steps opens a gradebook of its own, ten for one submission, and each would compile
    every query again.
    """
    vars(api)["create_engine"] = _shared


def _shared(url: Any, **_options: Any) -> Engine:
    return _engine(str(url))


def flush(url: str) -> None:
    """Have all that was committed on the disk, whatever happens to the machine next."""
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(FULL)")
        engine.dispose()
