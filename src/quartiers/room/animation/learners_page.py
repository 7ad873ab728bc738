"""Everybody the house knows, centre by centre: the way to somebody who has not come for long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from quartiers.room.base import AnimatorPage, in_thread
from quartiers.sessions.model import Learner
from quartiers.sessions.pseudonyms import simple_left
from quartiers.sessions.store import Store

FEW = 60
"""Simple pseudonyms left, under which the animators are told: two or three groups of newcomers."""


@dataclass(frozen=True)
class Known:
    """A learner, and when they last entered a séance; None for somebody who never did."""

    learner: Learner
    came_at: datetime | None


class LearnersPage(AnimatorPage):
    """A list of pseudonyms that lead to each one's page."""

    async def get(self) -> None:
        """Show it."""
        everybody, came = await in_thread(read_everybody, self.room.store)
        centres = by_centre(everybody, came)
        self.show("animation/jeunes.html", centres=centres, few=few_left(centres))


def read_everybody(store: Store) -> tuple[list[Learner], dict[str, datetime]]:
    """All learners, and the last presence of those who came."""
    return store.learners.everybody(), store.seances.last_presences()


def by_centre(
    everybody: Sequence[Learner], came: Mapping[str, datetime]
) -> dict[str, tuple[Known, ...]]:
    """The learners of each centre, both in the order of the alphabet."""
    inside = sorted(everybody, key=lambda one: (one.centre, one.pseudo))
    return {
        centre: tuple(Known(one, came.get(one.id)) for one in some)
        for centre, some in groupby(inside, key=lambda one: one.centre)
    }


def few_left(centres: Mapping[str, Sequence[Known]]) -> dict[str, int]:
    """The centres where few simple pseudonyms are left, with how many."""
    left = {
        centre: simple_left([one.learner.pseudo for one in known])
        for centre, known in centres.items()
    }
    return {centre: count for centre, count in left.items() if count < FEW}
