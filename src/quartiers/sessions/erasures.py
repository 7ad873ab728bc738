"""Learners on their way out of the house: what is still to erase, kept until all of it is gone.

`begin` takes a learner out of every table at once; what lies elsewhere is erased by its owners,
one step after the other, in the order of `STEPS`. A power cut between two only means that the step
is done once more: each may be done twice.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from quartiers.sessions.engine import Database
from quartiers.sessions.model import StoreError
from quartiers.sessions.tables import erasures, learners, seances, submissions, tickets

Step = Literal["hub", "disk", "names", "file"]
STEPS: tuple[Step, ...] = ("hub", "disk", "names", "file")
"""The account and the server, by the room; all files, by the grader; the pseudonym in what others
made with them, by the room; the database's own freed pages, by the grader."""


@dataclass(frozen=True)
class Erasure:
    """All that is needed to find what is left of a learner; at the step `file`, nothing but a key.

    `id`, `number` and `pseudo` are those of the `Learner`; `submissions` are their identifiers.
    """

    id: str
    number: int
    pseudo: str
    centre: str
    submissions: tuple[str, ...]
    step: Step


class Erasures:
    """Begin an erasure, and follow it to its end."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def begin(self, learner_id: str, now: datetime) -> Erasure | None:
        """Take a learner out of the store, for good; None when there is none of this name.

        StoreError while a séance of their centre is open: nobody is erased who may be at work, or
        whose partner is.
        """
        me = select(learners).where(learners.c.id == learner_id).with_for_update()
        with self._database.write() as connection:
            row = connection.execute(me).one_or_none()
            if row is None:
                return None
            _refuse_if_open(connection, row.centre)
            mine = select(submissions.c.id).where(submissions.c.learner_id == learner_id)
            values = {
                "learner_id": row.id,
                "number": row.number,
                "pseudo": row.pseudo,
                "centre": row.centre,
                "submissions": " ".join(connection.execute(mine).scalars()),
                "step": STEPS[0],
                "asked_at": now,
            }
            new = insert(erasures).values(values).returning(*erasures.c)
            erasure = _erasure(connection.execute(new).one())
            connection.execute(delete(tickets).where(tickets.c.hub_name == learner_id))
            connection.execute(delete(learners).where(learners.c.id == learner_id))
        return erasure

    def get(self, learner_id: str) -> Erasure | None:
        """The erasure of this Hub user, while their name is still needed."""
        query = select(erasures).where(erasures.c.learner_id == learner_id)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _erasure(row)

    def waiting(self, *steps: Step) -> list[Erasure]:
        """The erasures that have come to one of these steps, the oldest first."""
        query = select(erasures).where(erasures.c.step.in_(steps or STEPS))
        query = query.order_by(erasures.c.asked_at, erasures.c.learner_id)
        with self._database.read() as connection:
            return [_erasure(row) for row in connection.execute(query)]

    def advance(self, erasure: Erasure) -> None:
        """Its step is done, be it a second time; the last one leaves nothing.

        Before the last, the row forgets whose it was: what SQLite keeps of deleted rows is erased
        after that, and the row itself goes without leaving a name behind.
        """
        here = (erasures.c.learner_id == erasure.id) & (erasures.c.step == erasure.step)
        change = update(erasures).where(here).values(step=_after(erasure.step))
        with self._database.write() as connection:
            if erasure.step == STEPS[-1]:
                connection.execute(delete(erasures).where(here))
            elif _after(erasure.step) == STEPS[-1]:
                connection.execute(change.values(_nobody()))
            else:
                connection.execute(change)


def _refuse_if_open(connection: Connection, centre: str) -> None:
    open_here = (seances.c.centre == centre) & seances.c.closed_at.is_(None)
    if connection.execute(select(exists().where(open_here))).scalar():
        raise StoreError(
            f"Une séance est ouverte à {centre}. Un jeune s'efface quand personne n'y travaille. "
            "Fermez d'abord la séance, puis revenez ici."
        )


def _after(step: Step) -> Step:
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def _nobody() -> dict[str, Any]:
    return {
        "learner_id": secrets.token_hex(8),
        "number": 0,
        "pseudo": "",
        "centre": "",
        "submissions": "",
    }


def _erasure(row: Row[Any]) -> Erasure:
    return Erasure(
        row.learner_id,
        row.number,
        row.pseudo,
        row.centre,
        tuple(row.submissions.split()),
        row.step,
    )
