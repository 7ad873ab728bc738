"""Copies of the store, beside it: a few, made when the house opens, closes, or changes its tables.

They hold what the store holds: who is erased from one is erased from the others (`renew`).
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from quartiers import durable
from quartiers.sessions.integrity import drafted, look, opened

Reason = Literal["ouverture", "fermeture", "tables", "effacement"]

FOLDER = "secours"
MOST, MOST_TABLES = 6, 2
NAME = re.compile(r"(?P<rank>\d{6})-(?P<stamp>\d{8}T\d{6})-(?P<reason>[a-z]+)\.db")
STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Copy:
    """A copy: `rank` orders them, whatever the clock says; `time` (UTC) is what it said."""

    file: Path
    rank: int
    time: datetime
    reason: str


def folder_of(store: Path) -> Path:
    """Where the copies of a store are."""
    return store.parent / FOLDER


def listed(store: Path) -> list[Copy]:
    """The copies of a store, the newest first."""
    found = (_read_name(file) for file in folder_of(store).glob("*.db"))
    return sorted((one for one in found if one), key=lambda one: one.rank, reverse=True)


def keep(store: Path, reason: Reason, now: datetime) -> Path | None:
    """Copy a store that is in use, and forget the oldest copies; the newest one is not made twice.

    None when there is nothing to copy. OSError or sqlite3.Error when it cannot be done.
    """
    if not store.is_file() or not store.stat().st_size:
        return None
    before = listed(store)
    rank = before[0].rank + 1 if before else 1
    place = folder_of(store) / f"{rank:06}-{now.astimezone(UTC):{STAMP}}-{reason}.db"
    with drafted(place) as draft:
        copy(store, draft)
        same = bool(before) and before[0].file.read_bytes() == draft.read_bytes()
    if same and reason != "tables":
        place.unlink()
        return before[0].file
    for old in too_many(listed(store)):
        old.file.unlink(missing_ok=True)
    return place


def copy(store: Path, target: Path) -> None:
    """Have SQLite copy a store, as it is at one moment, into an empty file."""
    with closing(opened(store, "rw")) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")  # one file, without neighbours


def too_many(copies: list[Copy]) -> list[Copy]:
    """What has to go; those of before a change of tables have places of their own."""
    tables = [one for one in copies if one.reason == "tables"]
    others = [one for one in copies if one.reason != "tables"]
    return tables[MOST_TABLES:] + others[MOST:]


def newest_sound(store: Path) -> Copy | None:
    """The newest copy that is whole."""
    return next((one for one in listed(store) if look(one.file) == "sound"), None)


def renew(store: Path, now: datetime) -> None:
    """Forget all copies, and all that was put aside beside them, for one of the present.

    Somebody has just been erased: nothing of before may speak of them.
    """
    folder = folder_of(store)
    for file in folder.iterdir() if folder.is_dir() else ():
        file.unlink(missing_ok=True)
    if folder.is_dir():
        durable.flush_folder(folder)
    keep(store, "effacement", now)


def _read_name(file: Path) -> Copy | None:
    told = NAME.fullmatch(file.name)
    if told is None:
        return None
    time = datetime.strptime(told["stamp"] + "+0000", STAMP + "%z")
    return Copy(file, int(told["rank"]), time, told["reason"])
