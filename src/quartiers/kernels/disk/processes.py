"""Learners' processes seen by the house: whose they are, what they wrote, and stopping them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TURNS = 60
"""Rounds of signals: a bomb that forks while it is stopped is caught in a few."""


@dataclass(frozen=True)
class Process:
    """One process; `born` in the kernel's ticks, `written` in bytes that it made the disk owe."""

    pid: int
    uid: int
    born: int
    written: int


def of_learners(is_learner: Callable[[int], bool]) -> dict[int, list[Process]]:
    """The processes of each learner's uid, the oldest first: that one is the Jupyter server."""
    found: dict[int, list[Process]] = {}
    for name in os.listdir(PROC):
        if name.isdigit() and (one := read(int(name), is_learner)):
            found.setdefault(one.uid, []).append(one)
    for mine in found.values():
        mine.sort(key=lambda one: (one.born, one.pid))
    return found


def read(pid: int, is_learner: Callable[[int], bool]) -> Process | None:
    """One process, when it is a learner's and still lives."""
    folder = f"/proc/{pid}"
    try:
        uid = _uid(folder)
        if not is_learner(uid):
            return None
        fields = _text(f"{folder}/stat").rpartition(")")[2].split()
        return Process(pid, uid, int(fields[19]), _written(folder)) if fields[0] != "Z" else None
    except (OSError, ValueError, IndexError):
        return None


def written_by(processes: Iterable[Process]) -> int:
    """What they wrote together, in bytes."""
    return sum(one.written for one in processes)


def freeze(uid: int, but: frozenset[int] = frozenset()) -> None:
    """Stop every process of a uid where it is, but those; those born meanwhile as well."""
    _signal_all(uid, but, signal.SIGSTOP, lambda pid: _state(pid) not in "tTZX")


def thaw(uid: int) -> None:
    """Let the processes of a uid go on."""
    for pid in _pids(uid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def end(uid: int, but: frozenset[int] = frozenset()) -> None:
    """Kill every process of a uid but those, frozen first so that none forks away."""
    freeze(uid, but)
    _signal_all(uid, but, signal.SIGKILL, lambda pid: _state(pid) not in "ZX")


def _signal_all(
    uid: int, but: frozenset[int], number: signal.Signals, still: Callable[[int], bool]
) -> None:
    for _ in range(TURNS):
        left = [pid for pid in _pids(uid) if pid not in but and still(pid)]
        if not left:
            return
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        time.sleep(0.002)


def _pids(uid: int) -> Iterator[int]:
    for name in os.listdir(PROC):
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                if _uid(f"/proc/{name}") == uid:
                    yield int(name)


def _uid(folder: str) -> int:
    """The real uid: the folder's owner is root for a process that hides its memory."""
    owner = os.stat(folder).st_uid
    if owner:
        return owner
    _, _, after = _text(f"{folder}/status").partition("\nUid:")
    return int(after.split(None, 1)[0])


def _written(folder: str) -> int:
    _, _, after = _text(f"{folder}/io").partition("\nwrite_bytes:")
    return int(after.split(None, 1)[0])


def _state(pid: int) -> str:
    try:
        return _text(f"/proc/{pid}/stat").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return "X"


def _text(path: str) -> str:
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()
