"""Earlier states of a lesson's notebook: a bounded pile of files in the learner's own home."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from quartiers.durable import write_whole

PLACE = Path(".quartiers") / "versions"
MOST = 40
MOST_BYTES = 20_000_000
EVERY = 300.0
"""Seconds between two versions kept without a particular reason."""

REASONS = frozenset({"regulier", "ecran", "navigateur", "depart", "vide", "retour", "puzzle"})
NAME = re.compile(
    r"(?P<stamp>\d{8}T\d{12})(-(?P<place>\d{6,12}))?-(?P<reason>[a-z]+)(-(?P<screen>[a-z0-9]{1,16}))?"
)
STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Version:
    """One earlier state: `name` is its file's stem, `time` is when it was put aside (UTC), as far
    as the box knew; `place` tells what came after what, whatever its clock said."""

    name: str
    time: datetime
    reason: str
    screen: str
    size: int
    place: int = 0


def folder_of(home: Path, notebook: PurePosixPath) -> Path:
    """Where the versions of a notebook live; `notebook` is relative to the home."""
    return home / PLACE / notebook.with_suffix("")


def listed(folder: Path) -> list[Version]:
    """The versions of a folder, the newest first; files that are not ours are left alone."""
    found = (read_name(path) for path in folder.glob("*.ipynb"))
    whole = (one for one in found if one and one.size)  # a power cut has emptied the others
    return sorted(whole, key=lambda one: (one.place, one.name), reverse=True)


def read_name(path: Path) -> Version | None:
    """What a file's name says; None when it is not a version, or has just gone."""
    told = NAME.fullmatch(path.stem)
    if told is None:
        return None
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    time = datetime.strptime(told["stamp"] + "+0000", STAMP + "%z")
    place = int(told["place"] or 0)
    return Version(path.stem, time, told["reason"], told["screen"] or "", size, place)


def read(folder: Path, name: str) -> bytes:
    """The bytes of a version. Raises FileNotFoundError, also for a name that is not one."""
    if NAME.fullmatch(name) is None:
        raise FileNotFoundError(name)
    return (folder / f"{name}.ipynb").read_bytes()


def keep(folder: Path, raw: bytes, reason: str, now: datetime, screen: str = "") -> str:
    """Put a state aside and return its name; the newest one is not kept twice.

    A screen has one draft: its new one takes the place of the old one, once written. `now` is in
    UTC. Raises OSError when the disk refuses, and then nothing kept before is lost.
    """
    before = listed(folder)
    if before and not screen and read(folder, before[0].name) == raw:
        return before[0].name
    place = before[0].place + 1 if before else 1
    name = f"{now.strftime(STAMP)}-{place:06d}-{reason}" + (f"-{screen}" if screen else "")
    write_whole(folder / f"{name}.ipynb", raw)
    old_drafts = [one for one in before if screen and one.screen == screen and one.name != name]
    remove(folder, [*old_drafts, *too_many(listed(folder))])
    return name


def is_due(versions: list[Version], now: datetime) -> bool:
    """Whether it is time to keep a version without a particular reason; a clock that was put back
    says nothing of how long it has been."""
    return not versions or not 0 <= (now - versions[0].time).total_seconds() < EVERY


def too_many(versions: list[Version]) -> list[Version]:
    """What has to go, `versions` being the newest first: the regular ones go before the others."""
    kept, size = list(versions), sum(one.size for one in versions)
    gone: list[Version] = []
    order = sorted(versions[1:], key=lambda one: (one.reason != "regulier", one.place, one.name))
    for one in order:
        if len(kept) <= MOST and size <= MOST_BYTES:
            break
        kept.remove(one)
        gone.append(one)
        size -= one.size
    return gone


def remove(folder: Path, versions: Iterable[Version]) -> None:
    """Delete versions; one that has already gone is no trouble."""
    for one in versions:
        (folder / f"{one.name}.ipynb").unlink(missing_ok=True)
