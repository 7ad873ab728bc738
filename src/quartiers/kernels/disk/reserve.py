"""A file that only takes room: given up when the disk is full, so that the house goes on."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "reserve"


@dataclass(frozen=True)
class Room:
    """What is left on a volume for those who are not root: bytes, and files to come."""

    size: int
    files: int


def room_on(folder: Path) -> Room:
    """What is left where `folder` is. A file system that does not count files has plenty."""
    found = os.statvfs(folder)
    files = found.f_favail if found.f_files else 10**9
    return Room(found.f_bavail * found.f_frsize, files)


def left_to_us(folder: Path) -> int:
    """Bytes left to this process: root has what the file system keeps for it."""
    found = os.statvfs(folder)
    return (found.f_bfree if os.geteuid() == 0 else found.f_bavail) * found.f_frsize


def is_whole(folder: Path, size: int) -> bool:
    """Whether the reserve is there, with all its blocks."""
    try:
        return (folder / NAME).stat().st_blocks * 512 >= size
    except OSError:
        return False


def keep(folder: Path, size: int) -> bool:
    """Take `size` bytes for the house, when as much again is left; whether the reserve is whole."""
    if is_whole(folder, size):
        return True
    try:
        if room_on(folder).size < 2 * size:
            return False
        with open(folder / NAME, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)
    except OSError:
        give_up(folder)
        return False
    return True


def give_up(folder: Path) -> None:
    """Give the room back at once; may be called twice."""
    with suppress(OSError):
        (folder / NAME).unlink()
