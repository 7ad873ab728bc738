"""The last page of the way in: «C'est bien toi ?», then a ticket for the Hub."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from quartiers.room.base import Page, in_thread
from quartiers.room.entry.flow import Flow
from quartiers.room.entry.newcomer_page import TAKEN
from quartiers.room.entry.steps import Step
from quartiers.room.pairs.handover import end_pairs_of
from quartiers.room.turns import Crowded
from quartiers.sessions.model import AlreadyTaken
from quartiers.sessions.store import Store
from quartiers.sessions.tickets import BROWSER_COOKIE, LIFETIME

CROWDED = "Beaucoup de monde entre en même temps. Choisis encore ta tuile."


class ConfirmPage(Step):
    """Pseudonym and avatar, large: the moment to see that one took somebody else's tile."""

    needs_person = True

    async def get(self) -> None:
        """Ask."""
        if not self.flow.proved:
            return self.go("images")
        if self.flow.ask:
            return self.go("attends")
        self.show("entry/toi.html", flow=self.flow)

    async def post(self) -> None:
        """Yes: enter. No: back to the tiles."""
        if not self.flow.proved:
            return self.go("images")
        if self.flow.ask:
            return self.go("attends")
        if self.field("reponse") != "oui":
            self.keep(self.flow.back_to_tiles())
            return self.go("qui")
        if self.flow.chooses and not self._may_choose_alone():
            return self._wait_for_a_yes()
        await enter(self, self.flow.chosen)

    def _may_choose_alone(self) -> bool:
        """Whether no animator has to see who chooses: a newcomer, while they are not too many.

        Nobody shows a secret here: on an account that exists, the first to come would take it.
        """
        if self.flow.learner:
            return False
        return self.room.newcomers.may_enter(self.address, self.seance.id, self.room.ticks())

    def _wait_for_a_yes(self) -> None:
        flow, asks = self.flow, self.room.asks
        asks.close(flow.ask)
        ask = asks.open(
            self.seance.id,
            flow.learner,
            flow.pseudo,
            flow.chosen,
            self.address,
            self.room.ticks(),
        )
        self.keep(replace(flow, ask=ask.id, chosen=(), again=()))
        self.go("attends")


async def enter(page: Step, pictures: tuple[str, ...]) -> None:
    """The way in is done: the account and the presence are kept, the Hub gets its ticket."""
    room, flow = page.room, page.flow
    let = partial(let_in, room.store, flow, pictures, page.seance.centre, page.now())
    try:
        async with room.hashes.turn(page.address):
            name = await in_thread(let)
    except (AlreadyTaken, Crowded) as reason:
        if not flow.learner and not flow.ask:  # who waited for a yes was not counted
            room.newcomers.give_back(page.address, page.seance.id, room.ticks())
        notice = TAKEN if isinstance(reason, AlreadyTaken) else CROWDED
        page.keep(replace(flow.back_to_tiles(), notice=notice))
        return page.go("nouveau" if isinstance(reason, AlreadyTaken) else "qui")
    page.forget()
    if name is None:
        return page.go()
    room.pictures_door.forget((page.address, name))
    await end_pairs_of(room, name)
    if flow.beside:
        return await sit_beside(page, name)
    await send_to_hub(page, name, "lecons")


async def sit_beside(page: Step, name: str) -> None:
    """The one who has just shown their pictures joins the learner of this browser."""
    host, room = page.flow.beside, page.room
    await end_pairs_of(room, host)
    seance = await in_thread(room.store.seances.open_for, host)
    if seance is None or seance.id != page.seance.id:
        return page.go("lecons")
    await in_thread(room.store.pairs.start, host, name, seance.id, page.now())
    page.go(f"ouvrir/{page.flow.lesson}" if page.flow.lesson else "lecons")


def let_in(
    store: Store, flow: Flow, pictures: tuple[str, ...], centre: str, now: datetime
) -> str | None:
    """Create the newcomer or set the new secret, note the presence; the Hub user name.

    None when the learner has another secret than the one shown, or got one elsewhere meanwhile;
    AlreadyTaken for the pseudonym.
    """
    name = flow.learner
    if not name:
        name = store.learners.create(flow.pseudo, centre, pictures, now).id
    elif not is_allowed(store, flow, pictures):
        return None
    store.seances.join(flow.seance, name, now)
    return name


def is_allowed(store: Store, flow: Flow, pictures: tuple[str, ...]) -> bool:
    """Whether the secret that was shown is still the learner's, or the one chosen is now."""
    if flow.chooses:
        return store.learners.choose_secret(flow.learner, pictures)
    return store.learners.secret_mark(flow.learner) == flow.proof != ""


async def send_to_hub(page: Page, hub_name: str, next_page: str) -> None:
    """Give the visitor a ticket that the Hub takes for a login; the former cookie must go.

    The ticket is in an address, which logs and histories keep: it is worth nothing without the
    cookie of the browser that asked.
    """
    browser = secrets.token_urlsafe(24)
    ticket = await in_thread(page.room.store.tickets.issue, hub_name, page.now(), browser)
    page.set_cookie(
        BROWSER_COOKIE,
        browser,
        path=page.room.config.hub_url("ticket"),
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        samesite="Lax",
    )
    page.hub_auth.clear_cookie(page)
    query = urlencode({"t": ticket, "next": page.url(next_page)})
    page.redirect(page.room.config.hub_url(f"ticket?{query}"), status=HTTPStatus.SEE_OTHER)
