"""Run jobs in forked children, a few at a time, each within its limits."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from quartiers.lessons.judging.model import Limits

Job = Callable[[], Any]


@dataclass
class _Child:
    key: str
    pid: int
    pipe: int
    deadline: float
    received: bytearray = field(default_factory=bytearray)


def run_forked(
    jobs: Iterable[tuple[str, Job]], limits: Limits, width: int
) -> Iterator[tuple[str, Any]]:
    """Yield `(key, what the job returned)` as children end.

    Instead: `{"late": True}` when a child used up its time, None when it died otherwise.
    What a job returns must be JSON. At most `width` children live at a time.
    """
    waiting = iter(jobs)
    with selectors.DefaultSelector() as watched:
        while True:
            while len(watched.get_map()) < width:
                job = next(waiting, None)
                if job is None:
                    break
                child = _start(*job, limits)
                watched.register(child.pipe, selectors.EVENT_READ, child)
            if not watched.get_map():
                return
            for child in _ended(watched):
                watched.unregister(child.pipe)
                yield child.key, _outcome(child)


def _start(key: str, job: Job, limits: Limits) -> _Child:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_the_child(job, writing, limits)
    os.close(writing)
    return _Child(key, pid, reading, time.monotonic() + limits.wall)


def _be_the_child(job: Job, pipe: int, limits: Limits) -> None:
    """Run the job and leave at once: no cleaning up of what belongs to the parent."""
    leave, dumps = os._exit, json.dumps  # kept here: the job runs a stranger's code
    try:
        os.setsid()
        apply_limits(limits)
        # A BaseException too is an answer cut short: SystemExit outside a cell, for instance.
        _write_all(pipe, dumps(job()).encode() + b"\n")
    finally:
        leave(0)


def _write_all(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]


def _ended(watched: selectors.BaseSelector) -> list[_Child]:
    """Wait for children that said all, closed their pipe, or used up their time."""
    children = [key.data for key in watched.get_map().values()]
    first = min(child.deadline for child in children)
    ended = []
    for key, _ in watched.select(max(0.0, first - time.monotonic())):
        chunk = os.read(key.fd, 1 << 20)
        key.data.received += chunk
        if not chunk or chunk.endswith(b"\n"):
            ended.append(key.data)
    late = [one for one in children if one.deadline <= time.monotonic() and one not in ended]
    return ended + late


def _outcome(child: _Child) -> Any:
    """Reap the child and whatever it started; what it said, or None."""
    os.close(child.pipe)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    _, status = os.waitpid(child.pid, 0)
    if child.received.endswith(b"\n"):
        return json.loads(child.received)
    late = child.deadline <= time.monotonic() or os.WTERMSIG(status) == signal.SIGXCPU
    return {"late": True} if late else None


def apply_limits(limits: Limits) -> None:
    """CPU seconds, memory and file size of this process and its children, where they exist."""
    try:
        import resource
    except ImportError:  # Windows: only the time on the wall is limited
        return
    for kind, soft, hard in (
        # one second between the two, or the kernel kills without saying why
        (resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1),
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file, limits.file),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))
