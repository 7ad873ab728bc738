"""Whose turn it is in the queue: the learners in a ring, each with their own works in order.

One learner's ten works do not hold back the first of the others. Turns and arrivals are told by
the store's one count (see `order.py`), never by the clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from quartiers.sessions.tables import submissions


@dataclass(frozen=True)
class Waiting:
    """A work that waits: whose it is, its place, and how often its learner was served since."""

    id: str
    learner: str
    place: int
    served: int = 0


def in_turn(waiting: Iterable[Waiting]) -> list[Waiting]:
    """The order in which they are graded if nothing more comes.

    The next one is the oldest of a learner; among learners, of who was served least since theirs
    came, then whose came first.
    """
    lines: dict[str, list[Waiting]] = {}
    for one in sorted(waiting, key=lambda one: one.place, reverse=True):
        lines.setdefault(one.learner, []).append(one)
    served, order = Counter[str](), list[Waiting]()
    while lines:
        heads = (line[-1] for line in lines.values())
        chosen = min(heads, key=lambda one: (one.served + served[one.learner], one.place))
        order.append(chosen)
        served[chosen.learner] += 1
        lines[chosen.learner].pop()
        if not lines[chosen.learner]:
            del lines[chosen.learner]
    return order


def heads(order: Sequence[Waiting], busy: Iterable[str]) -> list[Waiting]:
    """The works that may be graded now, best first: one a learner, none of those who are `busy`."""
    firsts: dict[str, Waiting] = {}
    for one in order:
        firsts.setdefault(one.learner, one)
    return [one for learner, one in firsts.items() if learner not in set(busy)]


def read_waiting(connection: Connection) -> list[Waiting]:
    """All that waits, in turn."""
    rows = connection.execute(_query())
    return in_turn(Waiting(*row) for row in rows)


def read_heads(connection: Connection, but_not: Collection[str] = ()) -> list[Waiting]:
    """The works that may be graded now, best first, as if those of `but_not` were not there."""
    order = [one for one in read_waiting(connection) if one.id not in but_not]
    return heads(order, read_busy(connection)) if order else []


def read_busy(connection: Connection) -> set[str]:
    """The learners of whom something is being graded."""
    running = select(submissions.c.learner_id).where(submissions.c.status == "running")
    return set(connection.execute(running).scalars())


def _query() -> Select[Any]:
    turns = submissions.alias("turns")
    mine = turns.c.learner_id == submissions.c.learner_id
    served = select(func.count()).where(mine, turns.c.turn > submissions.c.place).scalar_subquery()
    columns = (submissions.c.id, submissions.c.learner_id, submissions.c.place, served)
    return select(*columns).where(submissions.c.status == "pending")
