"""How much of the disk one learner holds: what lies in their folders, and what only they still see.

Blocks are counted, not lengths: a sparse file holds little, a hard link nothing more. A file that
was deleted while it is open holds its blocks until its process ends, so those are looked for too.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = 512  # bytes of one st_blocks, whatever the file system
PROC = Path("/proc")
SHARED_FOLDERS = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
"""Where anybody may write on a machine without Landlock."""


@dataclass(frozen=True)
class Ceiling:
    """What one learner may hold: `size` in bytes, `files` counts folders too."""

    size: int
    files: int


@dataclass
class Usage:
    """What was found so far; `hidden` says that something refused to be counted."""

    size: int = 0
    files: int = 0
    hidden: bool = False
    _seen: set[tuple[int, int]] = field(default_factory=set, repr=False)

    def add(self, found: os.stat_result) -> None:
        """Count one file or folder, once whatever its names."""
        if found.st_nlink != 1 or stat.S_ISDIR(found.st_mode):
            key = (found.st_dev, found.st_ino)
            if key in self._seen:
                return
            self._seen.add(key)
        self.size += found.st_blocks * BLOCK
        self.files += 1

    def over(self, ceiling: Ceiling) -> bool:
        """Whether it is too much. A tree made so that it cannot be counted is."""
        return self.hidden or self.size > ceiling.size or self.files > ceiling.files


def measure(uid: int, places: Iterable[Path], pids: Iterable[int], enough: Ceiling) -> Usage:
    """What `uid` holds in these places and through these processes.

    Stops soon after `enough`: a million files would take seconds. Never an error.
    """
    usage = Usage()
    for found in (*_own_trees(uid), *places):
        for entry in walk(found, uid, usage):
            usage.add(entry)
            if usage.over(enough):
                return usage
    for pid in pids:
        for entry in deleted_of(pid):
            usage.add(entry)
    return usage


def walk(top: Path, uid: int, usage: Usage) -> Iterator[os.stat_result]:
    """Everything of `uid` under `top`, links not followed; `usage` hears of what is hidden."""
    waiting = [str(top)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    with suppress(FileNotFoundError):
                        found = entry.stat(follow_symlinks=False)
                        if stat.S_ISDIR(found.st_mode):
                            waiting.append(entry.path)
                        if found.st_uid == uid:
                            yield found
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:  # a path longer than the kernel takes, made on purpose
            usage.hidden = True


def deleted_of(pid: int) -> Iterator[os.stat_result]:
    """The files without a name that a process keeps, open or mapped."""
    for place in ("fd", "map_files"):
        with suppress(OSError):
            for name in os.listdir(PROC / str(pid) / place):
                with suppress(OSError):
                    path = PROC / str(pid) / place / name
                    if os.readlink(path).endswith(" (deleted)"):
                        found = os.stat(path)
                        if stat.S_ISREG(found.st_mode):
                            yield found


def _own_trees(uid: int) -> Iterator[Path]:
    """The folders of `uid` in those that are everybody's; none where Landlock closes them."""
    for shared in SHARED_FOLDERS:
        with suppress(OSError), os.scandir(shared) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_uid == uid:
                        yield Path(entry.path)
