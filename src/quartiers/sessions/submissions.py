"""Notebooks handed in, and the queue that the grader works through."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from quartiers.sessions.codes import new_submission_id
from quartiers.sessions.engine import Database
from quartiers.sessions.model import GradingResult, StoreError, Submission
from quartiers.sessions.order import next_place
from quartiers.sessions.tables import submissions
from quartiers.sessions.turns import read_busy, read_heads, read_waiting

WAITING: dict[str, Any] = {"status": "pending", "started_at": None, "turn": None}


class Submissions:
    """Receive, claim and finish submissions; find a learner's."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def new_id(self) -> str:
        """A fresh identifier: write the bytes to boite/<id>/ first, then `receive` it."""
        return new_submission_id()

    def receive(
        self,
        learner_id: str,
        lesson: str,
        sha256: str,
        size: int,
        now: datetime,
        *,
        id: str,
        partner_id: str | None = None,
    ) -> Submission:
        """Put a submission whose bytes are safely on disk into the queue.

        Receiving the same `id` again gives the row as it is, so a request may be retried.
        StoreError when the learner was erased meanwhile.
        """
        values: dict[str, Any] = {
            "id": id,
            "learner_id": learner_id,
            "lesson": lesson,
            "sha256": sha256,
            "size": size,
            "status": "pending",
            "received_at": now,
            "partner_id": partner_id,
        }
        try:
            with self._database.write() as connection:
                values["place"] = next_place(connection)
                new = insert(submissions).values(values).returning(*submissions.c)
                return _submission(connection.execute(new).one())
        except IntegrityError:
            known = self.get(id)
            if known is None:
                raise StoreError("Ce compte n'existe plus. Entrez de nouveau.") from None
            return known

    def claim_next(
        self, now: datetime, but_not: Collection[str] = frozenset()
    ) -> Submission | None:
        """The work whose turn it is (see `turns.py`), now running: two workers never get the same.

        A learner's work is graded in the order it came, one at a time: it waits for what the same
        learner handed in before. Those whose `id` is in `but_not` are passed over.
        """
        if not self._may_run(but_not):  # a look without the write lock: the queue is often empty
            return None
        with self._database.write() as connection:
            turn = next_place(connection)
            for one in read_heads(connection, but_not):
                mine = (submissions.c.id == one.id) & (submissions.c.status == "pending")
                free = select(submissions.c.id).where(mine).with_for_update(skip_locked=True)
                if connection.execute(free).scalar_one_or_none() is not None:
                    change = update(submissions).where(mine).returning(*submissions.c)
                    values = {"status": "running", "started_at": now, "turn": turn}
                    return _submission(connection.execute(change.values(values)).one())
        return None

    def _may_run(self, but_not: Collection[str]) -> bool:
        with self._database.read() as connection:
            return bool(read_heads(connection, but_not))

    def put_back(self, id: str) -> None:
        """Have a claimed submission wait again: nothing is known of it yet."""
        self._end(id, **WAITING)

    def requeue_running(self) -> int:
        """Put back what a stopped worker left running; returns how many."""
        change = update(submissions).where(submissions.c.status == "running")
        with self._database.write() as connection:
            return connection.execute(change.values(WAITING)).rowcount

    def requeue_failed(self, sentence: str) -> int:
        """Have those that failed with this sentence wait again; returns how many."""
        failed = (submissions.c.status == "failed") & (submissions.c.sentence == sentence)
        change = update(submissions).where(failed).values(WAITING | {"sentence": None})
        with self._database.write() as connection:
            return connection.execute(change).rowcount

    def last_done(self, lesson: str) -> list[Submission]:
        """The last graded submission of each learner in a lesson."""
        done = (submissions.c.lesson == lesson) & (submissions.c.status == "done")
        newest: dict[str, Submission] = {}
        for one in self._many(done):
            newest.setdefault(one.learner_id, one)
        return list(newest.values())

    def finish(self, id: str, result: GradingResult, now: datetime) -> None:
        """Keep what the grader found."""
        self._end(
            id,
            status="done",
            finished_at=now,
            stars=result.stars,
            result=result.to_json(),
            sentence=None,
        )

    def fail(self, id: str, sentence: str, now: datetime) -> None:
        """Note that grading was not possible, with a kind French sentence for the learner."""
        self._end(id, status="failed", finished_at=now, sentence=sentence)

    def mark_read(self, learner_id: str, id: str, now: datetime) -> None:
        """Note that an adult read this work of a learner; the first time counts."""
        unread = (submissions.c.learner_id == learner_id) & submissions.c.read_at.is_(None)
        change = update(submissions).where(unread, submissions.c.id == id)
        with self._database.write() as connection:
            connection.execute(change.values(read_at=now))

    def get(self, id: str) -> Submission | None:
        """The submission of this identifier."""
        return self._first(submissions.c.id == id)

    def latest(self, learner_id: str, lesson: str) -> Submission | None:
        """The learner's last submission of a lesson."""
        return self._first(_of(learner_id, lesson))

    def best(self, learner_id: str, lesson: str) -> Submission | None:
        """The graded submission with the most stars; the newest of equals."""
        graded = _of(learner_id, lesson) & (submissions.c.status == "done")
        return self._first(graded, submissions.c.stars.desc())

    def labels(self) -> dict[str, tuple[str, str, str]]:
        """Of each submission, by its identifier: its learner, its lesson, and a partner or ""."""
        columns = (submissions.c.learner_id, submissions.c.lesson, submissions.c.partner_id)
        with self._database.read() as connection:
            rows = connection.execute(select(submissions.c.id, *columns))
            return {key: (learner, lesson, partner or "") for key, learner, lesson, partner in rows}

    def of_learners(self, learner_ids: Sequence[str]) -> list[Submission]:
        """All submissions of these learners, the newest first."""
        return self._many(submissions.c.learner_id.in_(learner_ids))

    def since(self, learner_id: str, start: datetime, now: datetime) -> int:
        """How many submissions a learner made after `start`; those of a day to come were made
        before the clock was put right, and are not counted."""
        came = submissions.c.received_at
        mine = submissions.c.learner_id == learner_id
        return self._count(mine & (came > start) & (came <= now))

    def ahead_of(self, waiting: Submission) -> int:
        """How many submissions will be graded before this one: 0 when its turn has come."""
        if waiting.status != "pending":
            return 0
        with self._database.read() as connection:
            order = read_waiting(connection)
            running = len(read_busy(connection))
        return running + next((n for n, one in enumerate(order) if one.id == waiting.id), 0)

    def count_pending(self) -> int:
        """How many submissions wait for a worker."""
        return self._count(submissions.c.status == "pending")

    def count_running(self) -> int:
        """How many submissions are being graded."""
        return self._count(submissions.c.status == "running")

    def _end(self, id: str, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(update(submissions).where(submissions.c.id == id).values(values))

    def _count(self, condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(submissions).where(condition)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def _first(
        self, condition: ColumnElement[bool], *order: ColumnElement[Any]
    ) -> Submission | None:
        return next(iter(self._many(condition, *order, limit=1)), None)

    def _many(
        self, condition: ColumnElement[bool], *order: ColumnElement[Any], limit: int | None = None
    ) -> list[Submission]:
        newest = submissions.c.place.desc()
        query = select(submissions).where(condition).order_by(*order, newest).limit(limit)
        with self._database.read() as connection:
            return [_submission(row) for row in connection.execute(query)]


def _of(learner_id: str, lesson: str) -> ColumnElement[bool]:
    return (submissions.c.learner_id == learner_id) & (submissions.c.lesson == lesson)


def _submission(row: Row[Any]) -> Submission:
    return Submission(
        row.id,
        row.learner_id,
        row.lesson,
        row.sha256,
        row.size,
        row.status,
        row.received_at,
        row.started_at,
        row.finished_at,
        None if row.result is None else GradingResult.from_json(row.result),
        row.sentence,
        row.partner_id,
        row.read_at,
        row.place,
    )
