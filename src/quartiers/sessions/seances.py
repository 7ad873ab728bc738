"""Séances: opened and closed by animators, entered by learners with a code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, insert, select, update

from quartiers.sessions.codes import new_seance_code, tidy_code
from quartiers.sessions.engine import Database, insert_once
from quartiers.sessions.learners import learner_columns, learner_of
from quartiers.sessions.model import Presence, Seance
from quartiers.sessions.order import next_place
from quartiers.sessions.tables import learners, memberships, presences, seances


class Seances:
    """Open, close and find séances, and know who is in them."""

    def __init__(self, database: Database, new_code: Callable[[], str] = new_seance_code) -> None:
        """Work on `database`; `new_code` gives random codes."""
        self._database = database
        self._new_code = new_code

    def open(
        self,
        centre: str,
        animator_id: int | None,
        now: datetime,
        *,
        group_id: int | None = None,
        lessons: Sequence[str] = (),
    ) -> Seance:
        """A new séance with a new code; `lessons` are the codes of the day (none: all)."""
        values = {
            "centre": centre,
            "animator_id": animator_id,
            "group_id": group_id,
            "lessons": " ".join(lessons),
            "opened_at": now,
        }
        with self._database.write() as connection:
            code = self._new_code()
            while connection.execute(select(seances.c.id).where(seances.c.code == code)).first():
                code = self._new_code()
            new = insert(seances).values(code=code, **values).returning(*seances.c)
            return _seance(connection.execute(new).one())

    def close(self, seance_id: int, now: datetime) -> None:
        """Close a séance; closing it again keeps the first time."""
        still_open = (seances.c.id == seance_id) & seances.c.closed_at.is_(None)
        with self._database.write() as connection:
            connection.execute(update(seances).where(still_open).values(closed_at=now))

    def current(self) -> list[Seance]:
        """The open séances, the newest first."""
        return self._many(seances.c.closed_at.is_(None))

    def get(self, seance_id: int) -> Seance | None:
        """The séance of this number, open or closed."""
        return next(iter(self._many(seances.c.id == seance_id)), None)

    def by_code(self, code: str) -> Seance | None:
        """The open séance of this code; None for a closed one as for an unknown one."""
        mine = (seances.c.code == tidy_code(code)) & seances.c.closed_at.is_(None)
        return next(iter(self._many(mine)), None)

    def history(self, limit: int = 50) -> list[Seance]:
        """The latest séances, open or closed, the newest first."""
        return self._many(seances.c.id > 0)[:limit]

    def join(self, seance_id: int, learner_id: str, now: datetime) -> None:
        """Note that a learner entered; joining again keeps the first time.

        A learner who enters a séance of a group becomes a member of that group.
        """
        with self._database.write() as connection:
            place = next_place(connection)
            presence = {"seance_id": seance_id, "learner_id": learner_id}
            insert_once(connection, presences, presence, joined_at=now, place=place)
            of = select(seances.c.group_id).where(seances.c.id == seance_id)
            group = connection.execute(of).scalar()
            if group is not None:
                membership = {"group_id": group, "learner_id": learner_id}
                insert_once(connection, memberships, membership)

    def present(self, seance_id: int) -> list[Presence]:
        """Who entered this séance, in order of arrival."""
        query = (
            select(presences.c.joined_at, presences.c.place, *learner_columns())
            .join_from(presences, learners, learners.c.id == presences.c.learner_id)
            .where(presences.c.seance_id == seance_id)
            .order_by(presences.c.place)
        )
        with self._database.read() as connection:
            rows = connection.execute(query)
            return [Presence(seance_id, learner_of(row), row.joined_at, row.place) for row in rows]

    def last_presences(self) -> dict[str, datetime]:
        """For each learner who ever entered a séance, when they last did."""
        last = func.max(presences.c.joined_at, type_=presences.c.joined_at.type).label("joined_at")
        query = select(presences.c.learner_id, last).group_by(presences.c.learner_id)
        with self._database.read() as connection:
            return {row.learner_id: row.joined_at for row in connection.execute(query)}

    def open_for(self, learner_id: str) -> Seance | None:
        """The open séance that this learner entered last, or None: then no work is possible."""
        query = (
            select(seances)
            .join(presences, presences.c.seance_id == seances.c.id)
            .where(presences.c.learner_id == learner_id, seances.c.closed_at.is_(None))
            .order_by(presences.c.place.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _seance(row)

    def _many(self, condition: ColumnElement[bool]) -> list[Seance]:
        query = select(seances).where(condition)
        query = query.order_by(seances.c.id.desc())
        with self._database.read() as connection:
            return [_seance(row) for row in connection.execute(query)]


def _seance(row: Row[tuple[object, ...]]) -> Seance:
    return Seance(
        row.id,
        row.code,
        row.centre,
        row.group_id,
        tuple(row.lessons.split()),
        row.animator_id,
        row.opened_at,
        row.closed_at,
    )
