"""What a running cell may take: fair on a busy machine, firm with endless loops."""

from __future__ import annotations

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
