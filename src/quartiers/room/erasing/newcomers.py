"""«Les nouveaux pseudos» of a séance: those made for play are erased all at once."""

from __future__ import annotations

from dataclasses import dataclass

from quartiers.room.animation.seance_page import OneSeance
from quartiers.room.base import in_thread
from quartiers.room.erasing.pages import has_open_seance
from quartiers.room.room import Room
from quartiers.room.sure import SurePage
from quartiers.sessions.model import Learner, Seance, StoreError

NOBODY = "Cochez d'abord les pseudos à effacer."


@dataclass(frozen=True)
class Newcomer:
    """A learner whose first séance this is, and whether anything was done since."""

    learner: Learner
    has_worked: bool


class NewcomersPage(SurePage, OneSeance):
    """Who came for the first time, with a box to tick for each."""

    async def get(self, number: str) -> None:
        """Show them."""
        await self._show(number, "")

    async def post(self, number: str) -> None:
        """Erase those that were ticked, and only among these."""
        here = await in_thread(newcomers, self.room, await self.find(number))
        asked = set(self.get_body_arguments("jeune"))
        chosen = [one.learner for one in here if one.learner.id in asked]
        if not chosen:
            return await self._show(number, NOBODY)
        try:
            for young in chosen:
                await in_thread(self.room.store.erasures.begin, young.id, self.now())
        except StoreError as reason:
            return await self._show(number, str(reason))
        self.room.leavers.set()
        self.go("animation/effacements")

    async def ask_password(self, notice: str) -> None:
        """The same page, whose form has a place for it."""
        await self._show(self.path_args[0], notice)

    async def _show(self, number: str, notice: str) -> None:
        seance = await self.find(number)
        self.show(
            "animation/nouveaux.html",
            seance=seance,
            newcomers=await in_thread(newcomers, self.room, seance),
            is_open=await in_thread(has_open_seance, self.room, seance.centre),
            ticked=set(self.get_body_arguments("jeune")),
            notice=notice,
            sure=self.is_sure(),
        )


def newcomers(room: Room, seance: Seance) -> list[Newcomer]:
    """Those who entered this séance with an account made since it was opened."""
    present = [presence.learner for presence in room.store.seances.present(seance.id)]
    new = [learner for learner in present if learner.created_at >= seance.opened_at]
    summaries = room.store.summarize([learner.id for learner in new])
    return [
        Newcomer(one, bool(summaries[one.id].progress or summaries[one.id].submissions))
        for one in new
        if one.id in summaries
    ]
