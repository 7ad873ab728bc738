"""Who handed a lesson in: one question to the store that only nbgrader's commands ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from quartiers.sessions import Store
from quartiers.sessions.tables import submissions


@dataclass(frozen=True)
class HandedIn:
    """One submission in the box: whose it is, and when (aware) the room received it.

    `name` is what to call a learner whom the store does not know.
    """

    learner: str
    submission: str
    received_at: datetime
    name: str = ""


def latest_of_each(store: Store, lesson: str) -> list[HandedIn]:
    """The last submission of `lesson` (a code) of every learner, by learner."""
    table = submissions
    query = (
        select(table.c.learner_id, table.c.id, table.c.received_at)
        .where(table.c.lesson == lesson)
        .order_by(table.c.place)
    )
    with store.database.read() as connection:
        found = [HandedIn(*row) for row in connection.execute(query)]
    newest = {one.learner: one for one in found}
    return [newest[learner] for learner in sorted(newest)]
