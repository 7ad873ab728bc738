"""Reading and ending the processes that a graded notebook started (Linux `/proc`)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36
SWEEPS = 100
ENDED = "ZX"
NOBODY = -1
"""A pid no process has: `end_all(NOBODY, uid)` ends the processes of a uid."""


@dataclass(frozen=True)
class Process:
    """One process; `cpu` is seconds of CPU, its own and of the children it waited for.

    `state` is the letter of proc(5): "Z" has ended and waits for its parent.
    """

    pid: int
    parent: int
    session: int
    cpu: float
    state: str = "R"
    uid: int = -1


def parse_stat(text: str, uid: int = -1) -> Process:
    """Read the text of `/proc/<pid>/stat` (see proc(5)); a name may hold spaces and brackets."""
    pid = int(text.split(" ", 1)[0])
    fields = text.rpartition(")")[2].split()
    ticks = sum(int(value) for value in fields[11:15])
    return Process(pid, int(fields[1]), int(fields[3]), ticks / TICKS_PER_SECOND, fields[0], uid)


def snapshot() -> list[Process]:
    """All processes of the machine that can be seen now."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                found.append(parse_stat((folder / "stat").read_text(), folder.stat().st_uid))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process of this pid exists."""
    return Path("/proc", str(pid)).is_dir()


def belonging(root: int, uid: int | None, processes: Collection[Process]) -> list[Process]:
    """The process `root`, its session, its descendants, and all of its throw-away `uid`."""
    family = {root}
    while True:
        more = {
            one.pid
            for one in processes
            if one.parent in family or one.session == root or one.uid == uid
        } - family
        if not more:
            return [one for one in processes if one.pid in family]
        family |= more


def cpu_seconds(root: int, uid: int | None) -> float:
    """CPU used so far by `root` and all that belongs to it."""
    return sum(one.cpu for one in belonging(root, uid, snapshot()))


def end_all(root: int, uid: int | None, spared: Iterable[int] = ()) -> None:
    """Kill `root` and all that belongs to it, until a look finds nobody left.

    `spared` are children of this process to leave alone; after `adopt_orphans`, every other
    child of ours is something a kernel left behind and ends too.
    """
    for _ in range(SWEEPS):
        doomed = _doomed(root, uid, {os.getpid(), *spared})
        if not doomed:
            return
        for one in doomed:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(one.pid, signal.SIGKILL)
        time.sleep(0.01)


def _doomed(root: int, uid: int | None, spared: set[int]) -> list[Process]:
    processes = snapshot()
    left = belonging(root, uid, processes)
    if _adopting:
        left += [one for one in processes if one.parent == os.getpid()]
        _reap(one.pid for one in left if one.state in ENDED and one.pid != root)
    return [one for one in left if one.pid not in spared and one.state not in ENDED]


def _reap(pids: Iterable[int]) -> None:
    """Let orphans go; `root` itself is waited for by its kernel manager."""
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def adopt_orphans() -> None:
    """From now on, what a kernel leaves behind becomes our child, so that `end_all` sees it.

    Only for a process that starts nothing but kernels.
    """
    global _adopting
    _adopting = ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


_adopting = False
