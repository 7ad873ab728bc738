"""The judge's side of the nursery: order a fork, speak with it within a budget, end it."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from quartiers.grading.judge import wire
from quartiers.grading.judge.hearth import Hearth, NoBirth
from quartiers.grading.watch import LOOK_EVERY, Action, Budget, decide
from quartiers.grading.workspace import Workspace

Role = Literal["runner", "checker"]
MOST_DISK = 256_000_000  # bytes that one submission may leave in its folder
MOST_FILES = 5_000
LONGEST_REPLY = 15.0
"""Seconds between the first and the last byte of a reply, were it of a hundred megabytes."""


class Gone(Exception):
    """The process died, was killed, or spoke nonsense: nothing more will come from it."""


@dataclass
class Fork:
    """One forked process and the channel to it."""

    pid: int
    """Its number inside the nursery's namespace, not on the machine."""
    channel: socket.socket
    workspace: Workspace
    nursery: Nursery
    stopped: bool = False
    """Whether the last question took more than its budget."""
    cpu: float = 0.0
    """Seconds of CPU that the last question took, at most a little less."""
    _received: bytearray = field(default_factory=bytearray)

    def ask(self, question: dict[str, Any], blob: bytes, budget: Budget) -> wire.Message:
        """Send and wait for the reply; past its budget the process is interrupted, then killed.

        Raises Gone.
        """
        watch = _Watch(self, budget)
        self.stopped = False
        sending = wire.pieces(question, blob)
        try:
            while True:
                reply = None if sending else wire.take(self._received)
                if reply is not None:
                    return reply
                self._move(sending)
                watch.look(is_heard=bool(self._received))
        except (OSError, wire.Malformed) as reason:
            raise Gone(str(reason)) from None
        finally:
            self.cpu = watch.cpu

    def _move(self, sending: list[memoryview]) -> None:
        """Send and read what can be, waiting a moment for it."""
        outgoing = [self.channel] if sending else []
        ready = select.select([self.channel], outgoing, [], LOOK_EVERY)
        if ready[0]:
            self._read()
        if ready[1]:
            left = sending[0][self.channel.send(sending[0][: wire.CHUNK]) :]
            sending[:1] = [left] if left else []

    def _read(self) -> None:
        chunk = self.channel.recv(wire.CHUNK)
        if not chunk:
            raise Gone("the channel is closed")
        self._received += chunk
        if len(self._received) > wire.LARGEST + wire.CHUNK:
            raise wire.Malformed("it speaks without end")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and its group."""
        self.nursery.order({"signal": number, "pid": self.pid})

    def used(self) -> float:
        """CPU seconds of the process and of all that it started."""
        return float(self.nursery.order({"used": self.pid, "uid": self.workspace.uid}))


class _Watch:
    """Looks at what a question costs, a few times a second."""

    def __init__(self, fork: Fork, budget: Budget) -> None:
        self._fork = fork
        self._budget = budget
        self._start = self._seen = time.monotonic()
        self._first_cpu: float | None = None
        self._cpu = 0.0
        self._heard_since: float | None = None
        self._interrupted: tuple[float, float] | None = None

    @property
    def cpu(self) -> float:
        """CPU seconds of the question; what was not seen is counted as if none had been waiting."""
        return self._cpu + min(time.monotonic() - self._start, LOOK_EVERY)

    def look(self, is_heard: bool) -> None:
        """Interrupt or kill when it is time; raises Gone after a kill.

        `is_heard`: a part of the reply has come. The rest was ready: it has no reason to wait.
        """
        now = time.monotonic()
        if now - self._seen < LOOK_EVERY:
            return
        self._seen = now
        self._fork.nursery.meanwhile()
        if is_heard and self._heard_since is None:
            self._heard_since = now
        action = self._decided(now)
        if action == "interrupt":
            self._interrupted = (self._cpu, now - self._start)
            self._fork.stopped = True
            self._fork.signal(signal.SIGINT)
        elif action == "kill" or fills_the_disk(self._fork.workspace.folder):
            self._fork.stopped = True
            self._fork.signal(signal.SIGKILL)
            raise Gone("out of budget")

    def _decided(self, now: float) -> Action:
        used = self._fork.used()
        self._first_cpu = used if self._first_cpu is None else self._first_cpu
        self._cpu = used - self._first_cpu
        if self._heard_since is not None and now - self._heard_since > LONGEST_REPLY:
            return "kill"
        return decide(self._cpu, now - self._start, self._interrupted, self._budget)


def fills_the_disk(folder: Path) -> bool:
    """Whether a workspace holds more than one submission may leave there."""
    size = count = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(parent, name)).st_size
        count += len(names)
        if size > MOST_DISK or count > MOST_FILES:
            return True
    return False


class Nursery:
    """Gives forks; started when it is first needed, and again if it dies."""

    def __init__(self, hearth: Hearth | None = None) -> None:
        """Start nothing yet. Without a `hearth`, it has one of its own, and ends it."""
        self._own = hearth is None
        self.hearth = hearth or Hearth()
        self.meanwhile: Callable[[], None] = _nothing
        """Called now and then while a cell takes its time; what it raises ends the submission."""
        self._orders: socket.socket | None = None

    def warm_up(self) -> None:
        """Have it ready while nobody waits."""
        if self._orders is not None and not _is_over(self._orders):
            return
        if self._orders is not None:
            self._orders.close()
        self._orders = self.hearth.nursery()

    def fork(self, role: Role, workspace: Workspace) -> Fork:
        """A new process between the walls of this workspace."""
        self.warm_up()
        ours, theirs = socket.socketpair()
        with theirs:
            order = {"role": role, "folder": str(workspace.folder), "uid": workspace.uid}
            pid = int(self.order(order, theirs.fileno()))
        ours.setblocking(False)
        return Fork(pid, ours, workspace, self)

    def end(self, *forks: Fork) -> None:
        """End processes and all that they started, then forget their folders."""
        for fork in forks:
            fork.channel.close()
        with suppress(NoBirth):
            if forks:
                self.order({"end": [(fork.pid, fork.workspace.uid) for fork in forks]})
        for fork in forks:
            fork.workspace.remove()

    def order(self, order: dict[str, Any], *files: int) -> bytes:
        """Have something done in there; raises NoBirth when nobody does it any more."""
        try:
            assert self._orders is not None
            socket.send_fds(self._orders, [json.dumps(order).encode()], list(files))
            answer = self._orders.recv(64)
        except (OSError, AssertionError) as reason:
            self.close()
            raise NoBirth(str(reason)) from None
        if not answer:
            self.close()
            raise NoBirth("the nursery has ended")
        return answer

    def sibling(self) -> Nursery:
        """After a fork: a nursery of this process's own from the same warm process.

        This one stays the other process's: here it is only let go.
        """
        if self._orders is not None:
            self._orders.close()
        return Nursery(self.hearth)

    def close(self) -> None:
        """End it, which happens when it hears nobody; its forks end with it."""
        if self._orders is not None:
            self._orders.close()
        self._orders = None
        if self._own:
            self.hearth.close()


def _nothing() -> None:
    """Nobody has anything else to do."""


def _is_over(channel: socket.socket) -> bool:
    """Whether nobody is at the other end any more."""
    ready, _, _ = select.select([channel], [], [], 0)
    return bool(ready)  # it only speaks when it is asked: what comes now is the end


_shared: list[Nursery] = []


def shared_nursery() -> Nursery:
    """The nursery of this process: nbgrader builds its preprocessors itself, they meet here."""
    if not _shared:
        _shared.append(Nursery())
    return _shared[0]


def share(nursery: Nursery) -> None:
    """Have `shared_nursery` give this one in this process."""
    _shared[:] = [nursery]
