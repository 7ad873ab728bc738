"""Where each learner is in each lesson; nothing done is ever lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from quartiers.sessions.engine import Database
from quartiers.sessions.model import Progress
from quartiers.sessions.order import next_place
from quartiers.sessions.tables import progress


class ProgressLog:
    """Record and read progress."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def record(
        self,
        learner_id: str,
        lesson: str,
        step: str,
        stars: Mapping[int, int],
        now: datetime,
        steps_done: Iterable[str] = (),
        stuck: bool | None = None,
    ) -> Progress:
        """Note where the learner is; steps add up and an exercise keeps its best stars.

        `stuck` None says nothing: whoever was stuck stays so until a step or a star comes.
        """
        stuck_at = now if stuck else None
        new = Progress(learner_id, lesson, step, tuple(steps_done), stars, now, stuck_at)
        try:
            return self._record(new, stuck)
        except IntegrityError:  # another process wrote the first row at the same time
            return self._record(new, stuck)

    def get(self, learner_id: str, lesson: str) -> Progress | None:
        """The progress of one learner in one lesson."""
        mine = (progress.c.learner_id == learner_id) & (progress.c.lesson == lesson)
        return next(iter(self._many(mine)), None)

    def of_learner(self, learner_id: str) -> list[Progress]:
        """All that a learner began, the latest first."""
        return self._many(progress.c.learner_id == learner_id)

    def of_learners(self, learner_ids: Sequence[str]) -> list[Progress]:
        """All that these learners began, the latest first."""
        return self._many(progress.c.learner_id.in_(learner_ids))

    def _record(self, new: Progress, stuck: bool | None) -> Progress:
        mine = (progress.c.learner_id == new.learner_id) & (progress.c.lesson == new.lesson)
        with self._database.write() as connection:
            new = replace(new, place=next_place(connection))
            query = select(progress).where(mine).with_for_update()
            row = connection.execute(query).one_or_none()
            merged = new if row is None else merge(_progress(row), new, stuck)
            change = insert(progress) if row is None else update(progress).where(mine)
            connection.execute(change.values(_values(merged)))
        return merged

    def _many(self, condition: ColumnElement[bool]) -> list[Progress]:
        query = select(progress).where(condition).order_by(progress.c.place.desc())
        with self._database.read() as connection:
            return [_progress(row) for row in connection.execute(query)]


def merge(old: Progress, new: Progress, stuck: bool | None = None) -> Progress:
    """The place of the new report, all the steps done, for each exercise the most stars, and since
    when the learner is stuck."""
    steps = tuple(dict.fromkeys((*old.steps_done, *new.steps_done)))
    exercises = {*old.stars, *new.stars}
    stars = {n: max(old.stars.get(n, 0), new.stars.get(n, 0)) for n in sorted(exercises)}
    moved = (steps, stars, new.step) != (old.steps_done, dict(old.stars), old.step)
    keeps = stuck or (stuck is None and not moved)
    stuck_at = (old.stuck_at or new.stuck_at) if keeps else None
    return replace(new, steps_done=steps, stars=stars, stuck_at=stuck_at)


def _values(item: Progress) -> dict[str, object]:
    return {
        "learner_id": item.learner_id,
        "lesson": item.lesson,
        "step": item.step,
        "steps_done": " ".join(item.steps_done),
        "stars": json.dumps({str(number): count for number, count in item.stars.items()}),
        "updated_at": item.updated_at,
        "stuck_at": item.stuck_at,
        "place": item.place,
    }


def _progress(row: Row[Any]) -> Progress:
    stars = {int(number): int(count) for number, count in json.loads(row.stars).items()}
    steps = tuple(row.steps_done.split())
    return Progress(
        row.learner_id,
        row.lesson,
        row.step,
        steps,
        stars,
        row.updated_at,
        row.stuck_at,
        row.place,
    )
