"""The four creative lines that people tick, the learner first, then an animator: never a mark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from sqlalchemy import select, update

from quartiers.sessions.engine import Database, insert_once
from quartiers.sessions.model import StoreError
from quartiers.sessions.tables import grids

Voice = Literal["jeune", "animateur"]
LINES = ("ose", "soigne", "explique", "partage")
HIGHEST_STEP = 3
NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Grid:
    """What each of the two ticked: a step from 1 to `HIGHEST_STEP` by line; some may be absent."""

    learner: Mapping[str, int] = field(default_factory=lambda: NONE)
    animator: Mapping[str, int] = field(default_factory=lambda: NONE)


class Grids:
    """Tick and read."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def tick(
        self, learner_id: str, lesson: str, voice: Voice, steps: Mapping[str, int], now: datetime
    ) -> Grid:
        """Keep the steps of one voice, in place of those it gave before.

        StoreError for a line or a step that does not exist, and for an animator who would tick
        before the learner did.
        """
        check(steps)
        if voice == "animateur" and not self.of(learner_id, lesson).learner:
            raise StoreError(
                "Le jeune n'a pas encore coché. C'est lui qui commence. Demandez-lui de cliquer "
                "« Voir le retour » dans Mes leçons, puis de cocher ses quatre lignes."
            )
        key = {"learner_id": learner_id, "lesson": lesson, "voice": voice}
        values = {"steps": json.dumps(dict(steps)), "ticked_at": now}
        mine = (grids.c.learner_id == learner_id) & (grids.c.lesson == lesson)
        with self._database.write() as connection:
            insert_once(connection, grids, key, **values)
            connection.execute(update(grids).where(mine & (grids.c.voice == voice)).values(values))
        return self.of(learner_id, lesson)

    def of(self, learner_id: str, lesson: str) -> Grid:
        """What was ticked about a learner's lesson."""
        mine = (grids.c.learner_id == learner_id) & (grids.c.lesson == lesson)
        query = select(grids.c.voice, grids.c.steps).where(mine)
        with self._database.read() as connection:
            found = {row.voice: json.loads(row.steps) for row in connection.execute(query)}
        return Grid(found.get("jeune", {}), found.get("animateur", {}))


def check(steps: Mapping[str, int]) -> None:
    """StoreError unless each line and each step exists."""
    for line, step in steps.items():
        if line not in LINES or not 1 <= step <= HIGHEST_STEP:
            raise StoreError(
                f"La case {line} {step} n'existe pas. Il y a {len(LINES)} lignes de "
                f"{HIGHEST_STEP} cases. Rechargez la page, puis cochez de nouveau."
            )
