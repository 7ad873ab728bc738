"""A watch on the CPU time of a running cell: fair on a busy machine, firm with endless loops."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

LOOK_EVERY = 0.2
"""Seconds between two looks."""

Action = Literal["wait", "interrupt", "kill"]


@dataclass(frozen=True)
class Budget:
    """What one cell may take: `cpu` seconds, and `wall` seconds far above for sleeping code.

    `grace` is how long, in seconds of either kind, an interrupted cell has to stop.
    """

    cpu: float = 10.0
    wall: float = 60.0
    grace: float = 3.0


def decide(cpu: float, wall: float, interrupted: tuple[float, float] | None, b: Budget) -> Action:
    """What to do with a cell that used `cpu` and `wall` seconds; pure.

    `interrupted` is the (cpu, wall) at which it was asked to stop, if it was. On a busy machine
    the wall clock runs while the cell waits for its turn: so CPU decides first, and an
    interrupted cell is killed only when it really used its grace, or ten times it has passed.
    """
    if interrupted is None:
        return "interrupt" if cpu > b.cpu or wall > b.wall else "wait"
    past_cpu, past_wall = cpu - interrupted[0], wall - interrupted[1]
    return "kill" if past_cpu > b.grace or past_wall > 10 * b.grace else "wait"


class CpuWatch:
    """Interrupts, then kills, the process group `pid` when a cell is over its budget.

    `cpu_used` gives the CPU seconds of all that the kernel started.
    """

    def __init__(self, pid: int, cpu_used: Callable[[], float], budget: Budget) -> None:
        """Watch nothing yet."""
        self._pid = pid
        self._cpu_used = cpu_used
        self._budget = budget
        self._over = threading.Event()
        self.stopped = False

    @contextlib.contextmanager
    def cell(self) -> Iterator[CpuWatch]:
        """Watch while one cell runs; afterwards `stopped` says whether it was over its budget."""
        self.stopped = False
        self._over.clear()
        thread = threading.Thread(target=self._look, name="watch", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            thread.join()

    def _look(self) -> None:
        start_wall = time.monotonic()
        start_cpu: float | None = None
        interrupted: tuple[float, float] | None = None
        while not self._over.wait(LOOK_EVERY):
            used = self._cpu_used()
            start_cpu = used if start_cpu is None else start_cpu
            cpu, wall = used - start_cpu, time.monotonic() - start_wall
            action = decide(cpu, wall, interrupted, self._budget)
            if action == "interrupt":
                interrupted = (cpu, wall)
                self.stopped = True
                self._signal(signal.SIGINT)
            elif action == "kill":
                self._signal(signal.SIGKILL)
                return

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, number)
