"""The page of the secret: three pictures out of twelve, shown or chosen twice."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from quartiers.room.base import in_thread
from quartiers.room.entry.flow import Flow
from quartiers.room.entry.steps import Step
from quartiers.room.turns import Crowded
from quartiers.sessions.pictures import PICTURES

DIFFERENT = "Les deux fois ne sont pas pareilles. On recommence tranquillement."
CROWDED = "Beaucoup de monde entre en même temps. Choisis encore tes images."
NOT_THESE = "Ce ne sont pas ces images-là. Tu peux essayer encore {left}."


class PicturesPage(Step):
    """One press a picture, so that it works without JavaScript."""

    needs_person = True

    async def get(self) -> None:
        """Show the grid, or send to the animator after too many tries."""
        if self.flow.proved:
            return self.go("toi")
        if await self._is_locked():
            return self.show("entry/bloque.html", pseudo=self.flow.pseudo)
        self.show(
            "entry/images.html",
            flow=self.flow,
            pictures=PICTURES,
            focus=next_free(self.flow.last_pressed, self.flow.pictures),
        )

    async def post(self) -> None:
        """A picture was pressed, or «recommencer»."""
        if self.flow.proved:
            return self.go("toi")
        if self.field("effacer"):
            self.keep(self.flow.step_back())
            return self.go("images")
        flow = self.flow.pick(self.field("picture"))
        if flow.is_complete and not flow.proved:
            flow = self._compare(flow) if flow.chooses else await self._check(flow)
        self.keep(flow)
        # The picture is not in the address: addresses stay in logs and in the browser's history.
        self.go("toi" if flow.proved else "images")

    def _compare(self, flow: Flow) -> Flow:
        if flow.chosen == flow.again:
            return replace(flow, proved=True)
        return flow.restart(DIFFERENT)

    async def _check(self, flow: Flow) -> Flow:
        """Count the try here and in the store, then judge it; a right one is given back."""
        door, here = self.room.pictures_door, (self.address, flow.learner)
        if await self._is_locked():
            return flow.restart()
        door.take(here, self.room.ticks())
        mine = math.ceil(door.used(here, self.room.ticks()))
        try:
            async with self.room.hashes.turn(self.address):
                verify = self.room.store.learners.verify_secret
                good = await in_thread(verify, flow.learner, flow.chosen, mine)
        except Crowded:
            door.give_back(here, self.room.ticks())
            return flow.restart(CROWDED)
        if good:
            door.forget(here)
            proof = await in_thread(self.room.store.learners.secret_mark, flow.learner)
            # What was shown leaves the browser: the mark of the secret is enough from here on.
            return replace(flow, proved=True, proof=proof, chosen=())
        return flow.restart(NOT_THESE.format(left=f"{door.burst - mine} fois"))

    async def _is_locked(self) -> bool:
        """Whether the pictures were not found here, or nowhere: then an animator helps."""
        if not self.flow.learner:
            return False
        learner = await in_thread(self.room.store.learners.get, self.flow.learner)
        if learner is None or self.flow.chooses:
            return learner is None
        wait = self.room.pictures_door.wait((self.address, learner.id), self.room.ticks())
        return learner.is_locked or wait > 0


def next_free(pressed: str, taken: Collection[str]) -> str:
    """The picture to focus: the first free one after that just pressed, for keyboards."""
    names = [picture.name for picture in PICTURES]
    start = names.index(pressed) if pressed in names else 0
    return next(name for name in names[start:] + names[:start] if name not in taken)
