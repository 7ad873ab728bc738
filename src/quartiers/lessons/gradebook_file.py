"""The file of a track's gradebook: looked at, kept aside when it is damaged, then made anew.

Nothing of it is lost for good: lessons are released into it again, and the works of the box are
graded into it again.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from quartiers.settings import Settings

log = logging.getLogger(__name__)

NAME = "gradebook.db"
BESIDE = ("", "-wal", "-shm", "-journal")
ASIDE = "carnet-abime-"
"""How the name of a damaged gradebook begins once it is kept aside."""
STAMPS = "construit"
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
FIRST_BYTE = 0xFF
BUSY_SECONDS = 20


def ensure_sound(settings: Settings, track: str) -> bool:
    """Look at a track's gradebook; True when it was not sound: its lessons are to be built again.

    A damaged one is kept aside. One that lost its lessons, or that is not there although they are
    built, is as good as new. Nobody else may be building (see `build.py`).
    """
    folder = settings.course_folder(track)
    if not folder.is_dir():
        return False
    is_damaged = is_damaged_file(folder / NAME)
    if is_damaged:
        log.warning("carnet de notes abîmé, gardé dans %s", keep_aside(folder / NAME))
    stamps = sorted((folder / STAMPS).glob("*.txt"))
    known = assignments(folder / NAME)
    unknown = [stamp for stamp in stamps if known is not None and stamp.stem not in known]
    for stamp in unknown:
        stamp.unlink(missing_ok=True)
    return is_damaged or bool(unknown)


def is_damaged_file(path: Path) -> bool:
    """Whether SQLite finds a fault in the file; a missing, busy or closed one is not damaged."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
    except sqlite3.DatabaseError as fault:
        return fault.sqlite_errorcode & FIRST_BYTE in DAMAGED


def assignments(path: Path) -> set[str] | None:
    """The lessons that a gradebook knows; none when it is not there, or empty.

    None itself when it cannot be asked for now.
    """
    if not path.is_file():
        return set()
    query = "SELECT assignment.name FROM assignment JOIN notebook ON assignment_id = assignment.id"
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            return {name for (name,) in connection.execute(query)}
    except sqlite3.OperationalError as fault:
        return set() if "no such table" in str(fault) else None


def keep_aside(path: Path) -> Path:
    """Rename a damaged gradebook, with what SQLite keeps beside it; its new place."""
    names = (path.with_name(f"{ASIDE}{number}.db") for number in count(1))
    kept = next(name for name in names if not name.exists())
    for end in BESIDE:
        beside = path.with_name(f"{path.name}{end}")
        if beside.exists():
            os.replace(beside, kept.with_name(f"{kept.name}{end}"))
    return kept
