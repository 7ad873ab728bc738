"""How many young people a machine can carry, worked out from what one of them costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Memory that the house takes before anybody comes: door, Hub, room, grader, proxy, warm processes
# (MiB; measured as PSS on an open house).
HOUSE = 650
# Left to the system and to its cache of files, so that nothing is ever swapped.
SPARE = 500
# A kernel that has made a film and a few big pictures takes twice what it took at its start; the
# server, the other half of a learner, stays as it is.
AT_WORK = 1.5
# For each second of a server and its kernel, the Hub, the room and the proxy take this much
# (bench/room.py: 0.28 s beside 0.37 s).
REST_OF_THE_HOUSE = 0.75
# When all click at the same second, the last one waits this long (seconds): a minute is too much.
PATIENCE = 30
TRIED = 100
"""The most that was ever let in at once, by bench/room.py."""

Bound = Literal["memory", "cores", "tried"]


@dataclass(frozen=True)
class Cost:
    """What one learner more costs on this machine, as measured on a few.

    `memory` in MiB, `cpu` in seconds from the click to the picture, server and kernel only;
    `learners` were let in, the last ones together, in `seconds`.
    """

    memory: float
    cpu: float
    learners: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Means:
    """What the machine has left: `memory` free in MiB, `cores`; `open_house` when ours runs."""

    memory: float
    cores: int
    open_house: bool = False


@dataclass(frozen=True)
class Capacity:
    """`learners` at once (beside those already there, in an open house), and what bounds them."""

    learners: int
    bound: Bound


def capacity(cost: Cost, means: Means) -> Capacity:
    """The smaller of what memory holds and of what the cores serve in time; pure.

    Rounded down, to fives from ten on: a number to plan a room with, not a promise.
    """
    house = 0 if means.open_house else HOUSE
    by_memory = (means.memory - house - SPARE) / (max(cost.memory, 1) * AT_WORK)
    by_cores = PATIENCE * means.cores / (max(cost.cpu, 0.01) * (1 + REST_OF_THE_HOUSE))
    bounds: list[tuple[float, Bound]] = [
        (by_memory, "memory"),
        (by_cores, "cores"),
        (TRIED, "tried"),
    ]
    learners, bound = min(bounds)
    return Capacity(rounded(learners), bound)


def rounded(learners: float) -> int:
    """Down to a whole number, from ten on to a multiple of five; never negative."""
    whole = max(0, int(learners))
    return whole if whole < 10 else whole - whole % 5
