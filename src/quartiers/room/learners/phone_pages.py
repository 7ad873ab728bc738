"""What a phone sees behind a QR code: one work, or all of them; nobody enters with it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from quartiers.room.base import Page, in_thread
from quartiers.room.creations import list_creations, media_type
from quartiers.room.learners.creations_page import (
    TAKEAWAY_NAME,
    open_or_404,
    send_takeaway,
)
from quartiers.room.sending import send_work
from quartiers.sessions.links import Link
from quartiers.sessions.model import Learner


class PhonePage(Page):
    """A page opened by a link alone; a link that opens nothing any more is told kindly."""

    link: Link
    learner: Learner

    async def find(self, token: str) -> tuple[Link, Learner] | None:
        """The link and whose works it opens; None when it opens nothing any more."""
        link = await in_thread(self.room.store.links.follow, token, self.now())
        owner = await in_thread(self.room.store.learners.get, link.learner_id) if link else None
        return None if link is None or owner is None else (link, owner)

    async def follow(self, token: str) -> bool:
        """Find what the link opens; False when the page was answered."""
        found = await self.find(token)
        if found is None:
            self.say_lost()
            return False
        self.link, self.learner = found
        return True

    def say_lost(self) -> None:
        """The page of a link that opens nothing any more."""
        self.set_status(HTTPStatus.NOT_FOUND)
        self.show("phone/perdu.html")


class SharedPage(PhonePage):
    """`partage/<token>`."""

    async def get(self, token: str) -> None:
        """Show the work with a button to save it, or the page of all the works."""
        if not await self.follow(token):
            return
        if self.link.purpose == "tout":
            return self.show("phone/tout.html", token=token, owner=self.learner)
        if self.link.purpose != "oeuvre":
            return self.go(f"envoi/{token}")
        works = await in_thread(list_creations, self.room.settings.home(self.learner.id))
        work = next((one for one in works if one.file == self.link.file), None)
        if work is None:
            return self.say_lost()
        self.show("phone/oeuvre.html", token=token, work=work, owner=self.learner)


class SharedFile(PhonePage):
    """`partage/<token>/fichier`: that file and no other."""

    async def get(self, token: str) -> None:
        """Send it; `?garder=1` saves it."""
        if not await self.follow(token):
            return
        saved = bool(self.get_query_argument("garder", ""))
        if self.link.purpose == "tout":
            return await send_takeaway(self, self.learner, TAKEAWAY_NAME if saved else "")
        name = self.link.file
        with await open_or_404(self, self.link.learner_id, name) as file:
            await send_work(self, file, media_type(name), Path(name).name if saved else "")
