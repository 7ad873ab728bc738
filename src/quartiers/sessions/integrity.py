"""Looks at a SQLite file before it is opened, and makes a whole one of what can still be read."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from quartiers import durable

State = Literal["absent", "empty", "sound", "damaged"]

LARGEST = 250_000_000
"""Bytes, some seconds of reading: of a bigger file, only its head is looked at."""
BUSY_SECONDS = 5
BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def look(file: Path, largest: int = LARGEST) -> State:
    """What a database file is worth; nothing is written but what SQLite itself recovers."""
    if not file.exists():
        return "absent"
    if not file.stat().st_size:
        return "empty"
    try:
        with closing(opened(file, "rw")) as connection:
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                return "empty"
            if file.stat().st_size > largest:
                return "sound"
            found = connection.execute("PRAGMA quick_check(1)").fetchall()
            return "sound" if found == [("ok",)] else "damaged"
    except sqlite3.DatabaseError as reason:
        broken = getattr(reason, "sqlite_errorcode", 0) & 0xFF in BROKEN
        return "damaged" if broken else "sound"  # busy, closed to us: opening it will tell


def rebuild(damaged: Path, fresh: Path) -> bool:
    """Write at `fresh` all that `damaged` holds, row by row; False unless every row was read.

    An index that is wrong, or a page that nothing uses, costs nothing this way.
    """
    try:
        with closing(opened(damaged, "rw")) as source, drafted(fresh) as draft:
            with closing(sqlite3.connect(draft)) as target:
                target.executescript("\n".join(source.iterdump()))
            if look(draft) != "sound":
                raise sqlite3.DatabaseError("what was read is not whole")
    except sqlite3.Error:
        return False
    return True


def opened(file: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that is there; `mode` is `ro` or `rw`."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode={mode}", BUSY_SECONDS, uri=True)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A file to fill by its name, which takes its place at `path` when the block ends well."""
    durable.ensure_folder(path.parent, 0o700)
    handle, name = tempfile.mkstemp(prefix=durable.DRAFT, dir=path.parent)
    os.close(handle)
    try:
        yield Path(name)
        durable.settle(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
