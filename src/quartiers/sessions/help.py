"""Hands raised: who asks for help, in which lesson, since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from quartiers.sessions.engine import Database
from quartiers.sessions.model import HelpRequest
from quartiers.sessions.tables import help_requests, learners


class HelpDesk:
    """Raise and lower hands; a learner has at most one hand up."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def raise_hand(self, learner_id: str, lesson: str, now: datetime) -> HelpRequest:
        """The learner's open request; raising again keeps the place in the queue."""
        row: Row[Any] | None
        waiting = _waiting(learner_id)
        values = {"learner_id": learner_id, "lesson": lesson, "raised_at": now}
        with self._database.write() as connection:
            # Locking the learner's row makes two raises at the same time one.
            me = select(learners.c.number).where(learners.c.id == learner_id).with_for_update()
            connection.execute(me)
            row = connection.execute(select(help_requests).where(waiting)).first()
            if row is None:
                new = insert(help_requests).values(values).returning(*help_requests.c)
                row = connection.execute(new).one()
            elif row.lesson != lesson:
                change = update(help_requests).where(waiting).values(lesson=lesson)
                row = connection.execute(change.returning(*help_requests.c)).one()
        return _request(row)

    def lower(self, learner_id: str, now: datetime) -> None:
        """Lower the learner's hand, by the learner or by an animator; may be called twice."""
        with self._database.write() as connection:
            change = update(help_requests).where(_waiting(learner_id)).values(lowered_at=now)
            connection.execute(change)

    def lower_all(self, now: datetime) -> None:
        """Lower every hand, when the last séance closes."""
        with self._database.write() as connection:
            up = help_requests.c.lowered_at.is_(None)
            connection.execute(update(help_requests).where(up).values(lowered_at=now))

    def open_requests(self) -> list[HelpRequest]:
        """The hands up, the one that waits longest first."""
        query = select(help_requests).where(help_requests.c.lowered_at.is_(None))
        query = query.order_by(help_requests.c.id)
        with self._database.read() as connection:
            return [_request(row) for row in connection.execute(query)]

    def open_request(self, learner_id: str) -> HelpRequest | None:
        """The learner's hand, when it is up."""
        with self._database.read() as connection:
            row = connection.execute(select(help_requests).where(_waiting(learner_id))).first()
        return None if row is None else _request(row)


def _waiting(learner_id: str) -> ColumnElement[bool]:
    return (help_requests.c.learner_id == learner_id) & help_requests.c.lowered_at.is_(None)


def _request(row: Row[Any]) -> HelpRequest:
    return HelpRequest(row.id, row.learner_id, row.lesson, row.raised_at, row.lowered_at)
