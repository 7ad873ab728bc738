"""What a flow's cookie allows: the base of the pages between the code and the ticket."""

from __future__ import annotations

from typing import ClassVar

from quartiers.room.base import Page, in_thread
from quartiers.room.entry.flow import Flow
from quartiers.sessions.model import Seance

COOKIE = "salle-entree"
MINUTES = 15


class Step(Page):
    """A page of the way in; without a valid cookie or an open séance, back to the code."""

    flow: Flow
    seance: Seance
    needs_person: ClassVar[bool] = False

    async def prepare(self) -> None:
        """Read the cookie and see that the séance is still open."""
        text = self.get_signed_cookie(COOKIE, max_age_days=MINUTES / (24 * 60))
        flow = Flow.from_text(text)
        if flow is None:
            return self.go()
        seance = await in_thread(self.room.store.seances.get, flow.seance)
        if seance is None or not seance.is_open:
            return self.go()
        if flow.beside and not await self._is_beside(flow):
            return self.go()
        self.flow, self.seance = flow, seance
        if self.needs_person and not flow.pseudo:
            return self.go("qui")

    async def _is_beside(self, flow: Flow) -> bool:
        """Whether the learner whose session is joined is still the one of this browser."""
        await super().prepare()
        return self.learner is not None and self.learner.id == flow.beside

    def keep(self, flow: Flow) -> None:
        """Remember how far the visitor is."""
        keep_flow(self, flow)

    def forget(self) -> None:
        """The way in is over."""
        self.clear_cookie(COOKIE, path=self.url())


def keep_flow(page: Page, flow: Flow) -> None:
    """Write the signed cookie, for this session of the browser and 15 minutes at most."""
    page.set_signed_cookie(
        COOKIE,
        flow.to_text(),
        expires_days=None,
        max_age=MINUTES * 60,
        path=page.url(),
        httponly=True,
        samesite="Lax",
    )
