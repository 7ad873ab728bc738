"""Walks a folder that a learner filled: every plain file of theirs, and nothing of anybody else.

As in `homes`, each folder is opened from its parent and no link is followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from quartiers.room.copies.archive import Item
from quartiers.room.homes import FOLDER_FLAGS, Unreadable, open_in_folder

DEEPEST = 16
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes: no file of a learner grows over that (`quartiers.kernels.limits`)."""
MOST_BYTES = 4_000_000_000
MOST_FILES = 20_000
LAST_MOMENT = 4_000_000_000
# Made by the tools as they run: nothing of the learner is in them.
TOOLS = frozenset({".cache", ".config", ".ipython", ".jupyter", ".local", "__pycache__"})


@dataclass
class Budget:
    """What may still go into one copy, and the paths of what did not."""

    bytes: int = MOST_BYTES
    files: int = MOST_FILES
    left_out: list[str] = field(default_factory=list)

    def refuse(self, path: PurePosixPath) -> None:
        """Note a file that is not in the copy; a few are enough to know."""
        if len(self.left_out) < 200:
            self.left_out.append(str(path))

    def takes(self, size: int) -> bool:
        """Whether there is room for one more file of this size; it is taken off."""
        if size > self.bytes or self.files <= 0:
            return False
        self.bytes -= size
        self.files -= 1
        return True


def files_under(folder: Path, under: str, budget: Budget) -> Iterator[Item]:
    """The files of a folder, as `under/…`; a folder that is not there has none.

    The content of an item may be read until the next item is asked for.
    """
    try:
        descriptor = os.open(folder, FOLDER_FLAGS)
    except OSError:
        return
    owner = os.fstat(descriptor).st_uid
    yield from _walk(descriptor, PurePosixPath(under), owner, budget)


def _walk(folder: int, path: PurePosixPath, owner: int, budget: Budget) -> Iterator[Item]:
    """Close `folder` in the end."""
    try:
        for name in _names(folder, budget):
            here = path / name
            try:
                inner = os.open(name, FOLDER_FLAGS, dir_fd=folder)
            except NotADirectoryError:
                yield from _file(folder, name, here, budget)
                continue
            except OSError:  # a link, or gone meanwhile
                budget.refuse(here)
                continue
            if len(here.parts) > DEEPEST or os.fstat(inner).st_uid != owner:
                os.close(inner)
                budget.refuse(here)
                continue
            yield from _walk(inner, here, owner, budget)
    finally:
        with suppress(OSError):
            os.close(folder)


def _names(folder: int, budget: Budget) -> list[str]:
    """The names of a folder, in order, never more than what may still be taken."""
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in TOOLS:
                continue
            found.append(entry.name)
            if len(found) > budget.files:
                break
    return sorted(found)


def _file(folder: int, name: str, path: PurePosixPath, budget: Budget) -> Iterator[Item]:
    try:
        content = open_in_folder(folder, name, LARGEST_FILE)
    except (OSError, Unreadable):
        return budget.refuse(path)
    with closing(content):
        found = os.fstat(content.fileno())
        if not stat.S_ISREG(found.st_mode) or not budget.takes(found.st_size):
            return budget.refuse(path)
        yield Item(path, moment(found.st_mtime), content, found.st_size)


def moment(seconds: float) -> datetime:
    """The date of a file; a learner may have written any number there."""
    return datetime.fromtimestamp(min(max(seconds, 0), LAST_MOMENT), UTC)
