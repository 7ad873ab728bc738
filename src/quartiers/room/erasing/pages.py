"""«Effacer ce jeune»: what goes, what stays, a pseudonym to type, then how far it is."""

from __future__ import annotations

import asyncio
import unicodedata
from http import HTTPStatus

from quartiers.room.animation.learner_page import OneLearner
from quartiers.room.base import AnimatorPage, in_thread
from quartiers.room.room import Room
from quartiers.room.sure import SurePage
from quartiers.sessions.model import Learner, StoreError

PATIENCE = 8.0
"""Seconds before a page says that an erasure is not over yet."""
LOOK_EVERY = 0.2
NOT_THE_SAME = (
    "Ce n'est pas le pseudo de ce jeune. Rien n'est effacé. Regardez sa vignette, puis retapez-le."
)


class ErasePage(SurePage, OneLearner):
    """The page that asks; animators only."""

    async def get(self, learner_id: str) -> None:
        """Say what would go."""
        await self.ask(await self.find(learner_id), "")

    async def post(self, learner_id: str) -> None:
        """Begin, when the pseudonym is the right one; asked twice, it is done once."""
        young = await in_thread(self.room.store.learners.get, learner_id)
        if young is None:
            return self.go("animation/effacements")
        if plain(self.field("pseudo")) != plain(young.pseudo):
            return await self.refuse(young, NOT_THE_SAME)
        try:
            await in_thread(self.room.store.erasures.begin, young.id, self.now())
        except StoreError as reason:
            return await self.refuse(young, str(reason))
        self.room.leavers.set()
        self.go("animation/effacements")

    async def ask(self, young: Learner, notice: str) -> None:
        """The page; without its form while a séance is open."""
        is_open = await in_thread(has_open_seance, self.room, young.centre)
        self.show(
            "animation/effacer.html",
            young=young,
            notice=notice,
            is_open=is_open,
            sure=self.is_sure(),
        )

    async def ask_password(self, notice: str) -> None:
        """The same page, whose form has a place for it."""
        young = await in_thread(self.room.store.learners.get, self.path_args[0])
        if young is None:
            return self.go("animation/effacements")
        await self.ask(young, notice)

    async def refuse(self, young: Learner, notice: str) -> None:
        """The page again, with the reason."""
        self.set_status(HTTPStatus.BAD_REQUEST)
        await self.ask(young, notice)


class ErasuresPage(AnimatorPage):
    """How far erasures are; it names nobody who left, and neither does its address."""

    async def get(self) -> None:
        """Wait a little for the end, which mostly comes, then say how far it is."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while left := await in_thread(self.room.store.erasures.waiting):
            if asyncio.get_running_loop().time() > end:
                break
            await asyncio.sleep(LOOK_EVERY)
        resisting = self.room.farewells.resisting() if left else []
        self.show("animation/effacements.html", waiting=len(left), resisting=resisting)


def has_open_seance(room: Room, centre: str) -> bool:
    """Whether learners of this centre may be at work."""
    return any(seance.centre == centre for seance in room.store.seances.current())


def plain(pseudo: str) -> str:
    """What must be the same: neither capitals, accents nor the number of spaces count."""
    letters = unicodedata.normalize("NFKD", pseudo).casefold()
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
