"""The words that animators write to learners, and whether they were read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from quartiers.sessions.engine import Database
from quartiers.sessions.model import StoreError, Word
from quartiers.sessions.order import next_place
from quartiers.sessions.tables import words

LONGEST_WORD = 1000


class Words:
    """Write and read words."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def write(
        self,
        learner_id: str,
        lesson: str,
        animator_id: int | None,
        text: str,
        rework: bool,
        now: datetime,
    ) -> Word:
        """Write a word; `rework` also hands the lesson back to the learner."""
        tidy = text.strip()
        if not 1 <= len(tidy) <= LONGEST_WORD:
            raise StoreError(
                f"Ce mot a {len(tidy)} caractères. Il en faut de 1 à {LONGEST_WORD}. "
                "Commencez par exemple par « J'ai remarqué que… »."
            )
        values: dict[str, Any] = {
            "learner_id": learner_id,
            "lesson": lesson,
            "animator_id": animator_id,
            "text": tidy,
            "rework": rework,
            "written_at": now,
        }
        with self._database.write() as connection:
            values["place"] = next_place(connection)
            row = connection.execute(insert(words).values(values).returning(*words.c)).one()
        return _word(row)

    def mark_read(self, learner_id: str, ids: Collection[int], now: datetime) -> None:
        """Note that the learner saw these words, among their own; the first time counts."""
        mine = (words.c.learner_id == learner_id) & words.c.id.in_(ids)
        unread = mine & words.c.read_at.is_(None)
        with self._database.write() as connection:
            connection.execute(update(words).where(unread).values(read_at=now))

    def latest(self, learner_id: str, lesson: str) -> Word | None:
        """The last word about a learner's lesson."""
        mine = (words.c.learner_id == learner_id) & (words.c.lesson == lesson)
        return next(iter(self._many(mine)), None)

    def of_lesson(self, learner_id: str, lesson: str) -> list[Word]:
        """All words about a learner's lesson, the newest first."""
        return self._many((words.c.learner_id == learner_id) & (words.c.lesson == lesson))

    def of_learners(self, learner_ids: Sequence[str]) -> list[Word]:
        """All words to these learners, the newest first."""
        return self._many(words.c.learner_id.in_(learner_ids))

    def unread(self, learner_id: str) -> list[Word]:
        """The words that a learner did not see yet, the newest first."""
        return self._many((words.c.learner_id == learner_id) & words.c.read_at.is_(None))

    def _many(self, condition: ColumnElement[bool]) -> list[Word]:
        query = select(words).where(condition)
        query = query.order_by(words.c.place.desc())
        with self._database.read() as connection:
            return [_word(row) for row in connection.execute(query)]


def _word(row: Row[Any]) -> Word:
    return Word(
        row.id,
        row.learner_id,
        row.lesson,
        row.animator_id,
        row.text,
        row.rework,
        row.written_at,
        row.read_at,
        row.place,
    )
