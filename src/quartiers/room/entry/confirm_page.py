"""The last page of the way in: «C'est bien toi ?», then a ticket for the Hub."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlencode

from quartiers.room.base import Page, in_thread
from quartiers.room.entry.flow import Flow
from quartiers.room.entry.newcomer_page import TAKEN
from quartiers.room.entry.steps import Step
from quartiers.room.pairs.handover import end_pairs_of
from quartiers.sessions.model import AlreadyTaken
from quartiers.sessions.store import Store


class ConfirmPage(Step):
    """Pseudonym and avatar, large: the moment to see that one took somebody else's tile."""

    needs_person = True

    async def get(self) -> None:
        """Ask."""
        if not self.flow.proved:
            return self.go("images")
        self.show("entry/toi.html", flow=self.flow)

    async def post(self) -> None:
        """Yes: enter. No: back to the tiles."""
        if not self.flow.proved:
            return self.go("images")
        if self.field("reponse") != "oui":
            self.keep(self.flow.back_to_tiles())
            return self.go("qui")
        try:
            name = await in_thread(
                let_in, self.room.store, self.flow, self.seance.centre, self.now()
            )
        except AlreadyTaken:
            self.keep(replace(self.flow.back_to_tiles(), notice=TAKEN))
            return self.go("nouveau")
        self.forget()
        if name is None:
            return self.go()
        await end_pairs_of(self.room, name)
        if self.flow.beside:
            return await self._sit_beside(name)
        await send_to_hub(self, name, "lecons")

    async def _sit_beside(self, name: str) -> None:
        """The one who has just shown their pictures joins the learner of this browser."""
        host, pairs = self.flow.beside, self.room.store.pairs
        await end_pairs_of(self.room, host)
        seance = await in_thread(self.room.store.seances.open_for, host)
        if seance is None or seance.id != self.seance.id:
            return self.go("lecons")
        await in_thread(pairs.start, host, name, seance.id, self.now())
        self.go(f"ouvrir/{self.flow.lesson}" if self.flow.lesson else "lecons")


def let_in(store: Store, flow: Flow, centre: str, now: datetime) -> str | None:
    """Create the newcomer or set the new secret, note the presence; the Hub user name.

    None when the learner got a secret elsewhere meanwhile; AlreadyTaken for the pseudonym.
    """
    name = flow.learner
    if not name:
        name = store.learners.create(flow.pseudo, centre, flow.chosen, now).id
    elif flow.chooses and not store.learners.choose_secret(name, flow.chosen):
        return None
    store.seances.join(flow.seance, name, now)
    return name


async def send_to_hub(page: Page, hub_name: str, next_page: str) -> None:
    """Give the visitor a ticket that the Hub takes for a login; the former cookie must go."""
    ticket = await in_thread(page.room.store.tickets.issue, hub_name, page.now())
    page.hub_auth.clear_cookie(page)
    query = urlencode({"t": ticket, "next": page.url(next_page)})
    page.redirect(page.room.config.hub_url(f"ticket?{query}"), status=HTTPStatus.SEE_OTHER)
