"""The page of a newcomer: choose a pseudonym among those offered."""

from __future__ import annotations

import random

from quartiers.room.base import in_thread
from quartiers.room.entry.steps import Step
from quartiers.sessions.pseudonyms import is_offered, offer

HOW_MANY = 6
TAKEN = "Quelqu'un vient de prendre ce pseudo. Choisis une autre idée."


class NewcomerPage(Step):
    """Six ideas, and six others on demand; nothing is typed."""

    async def get(self) -> None:
        """Offer free pseudonyms."""
        taken = await in_thread(self.room.store.learners.pseudos, self.seance.centre)
        ideas = offer(taken, HOW_MANY, random.Random())
        self.show("entry/nouveau.html", ideas=ideas, flow=self.flow)

    async def post(self) -> None:
        """One idea was chosen; anything that we never offer is refused."""
        pseudo = self.field("pseudo")
        if not is_offered(pseudo):
            return self.go("nouveau")
        self.keep(self.flow.for_newcomer(pseudo))
        self.go("images")
