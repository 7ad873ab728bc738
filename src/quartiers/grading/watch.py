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

    `grace` is how long, in seconds of CPU, an interrupted cell has to stop, and `patience` the
    same on the wall clock.
    """

    cpu: float = 10.0
    wall: float = 60.0
    grace: float = 3.0
    patience: float = 30.0


@dataclass(frozen=True)
class Total:
    """What a whole submission may take, in seconds of CPU and of the wall clock: all its cells,
    its checks, and what the lesson's own cells take.

    Far above what thirty seconds of film take; two submissions that sleep hold both graders.
    """

    cpu: float = 60.0
    wall: float = 120.0


LAST_PATIENCE = 5.0
"""Wall seconds that an interrupted cell has to stop when its submission has no time left."""


def what_is_left(budget: Budget, total: Total, cpu: float, wall: float) -> Budget | None:
    """The budget of the next cell once a submission took so much; None when it has had its time."""
    left_cpu, left_wall = total.cpu - cpu, total.wall - wall
    if min(left_cpu, left_wall) <= 0:
        return None
    return Budget(
        min(budget.cpu, left_cpu),
        min(budget.wall, left_wall),
        budget.grace,
        max(LAST_PATIENCE, min(budget.patience, left_wall - budget.wall)),
    )


def decide(cpu: float, wall: float, interrupted: tuple[float, float] | None, b: Budget) -> Action:
    """What to do with a cell that used `cpu` and `wall` seconds; pure.

    `interrupted` is the (cpu, wall) at which it was asked to stop, if it was. On a busy machine
    the wall clock runs while the cell waits for its turn: so CPU decides first, and an
    interrupted cell is killed only when it really used its grace, or its patience has passed.
    """
    if interrupted is None:
        return "interrupt" if cpu > b.cpu or wall > b.wall else "wait"
    past_cpu, past_wall = cpu - interrupted[0], wall - interrupted[1]
    return "kill" if past_cpu > b.grace or past_wall > b.patience else "wait"
