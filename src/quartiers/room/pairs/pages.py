"""«À deux»: the second learner comes in by the same door, then both share one lesson."""

from __future__ import annotations

from typing import ClassVar

from quartiers.room.base import LearnerPage, in_thread
from quartiers.room.entry.flow import Flow
from quartiers.room.entry.steps import keep_flow
from quartiers.room.pairs.handover import end_pairs
from quartiers.sessions.model import Seance


class PairPage(LearnerPage):
    """`a-deux?lecon=P01`: the way in for the second learner, or the pair that is at work."""

    seance: Seance

    async def get(self) -> None:
        """Send the second learner to the tiles; show the pair when there is one."""
        pair = await in_thread(self.room.store.pairs.hosted_by, self.learner.id)
        lesson = self.room.lesson(self.get_query_argument("lecon", ""))
        if pair is not None:
            return self.go(f"ouvrir/{lesson.code}" if lesson else "lecons")
        code = lesson.code if lesson else ""
        keep_flow(self, Flow(self.seance.id, beside=self.learner.id, lesson=code))
        self.go("qui")


class SwapPage(LearnerPage):
    """`a-deux/echanger`: the other one takes the keyboard."""

    async def post(self) -> None:
        """Swap."""
        await in_thread(self.room.store.pairs.swap, self.learner.id, self.now())
        self.go("lecons")


class EndPage(LearnerPage):
    """`a-deux/finir`: each goes on alone, with all that was made together."""

    needs_open_seance: ClassVar[bool] = False

    async def post(self) -> None:
        """End the pair."""
        pair = await in_thread(self.room.store.pairs.hosted_by, self.learner.id)
        await end_pairs(self.room, [pair] if pair else [])
        self.go("lecons")
