"""«Mes créations»: what the learner kept, to see, to hear, to download and to take home."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import BinaryIO

from tornado.web import HTTPError

from quartiers.room.base import LearnerPage, Page, in_thread
from quartiers.room.creations import list_creations, media_type, open_original
from quartiers.room.homes import Unreadable
from quartiers.room.qr import public_address, qr_code
from quartiers.room.sending import pour, send_work
from quartiers.room.shrinking import shrink
from quartiers.room.slow import in_slow_thread
from quartiers.room.takeaway import LARGEST_PICTURE, make_page
from quartiers.sessions.links import Link
from quartiers.sessions.model import Learner, Seance

TAKEAWAY_NAME = "mes-creations.html"


class CreationsPage(LearnerPage):
    """The gallery."""

    async def get(self) -> None:
        """Show the works, the newest first, with the lesson each was made in."""
        found = await in_thread(list_creations, self.room.settings.home(self.learner.id))
        works = [work for work in found if work.kind]
        titles = {lesson.assignment: lesson.title for lesson in self.room.courses.lessons}
        self.show("learners/creations.html", works=works, titles=titles)


class TakeawayPage(LearnerPage):
    """`creations/tout`: the page to take home."""

    async def get(self) -> None:
        """Send it to be saved."""
        await send_takeaway(self, self.learner, TAKEAWAY_NAME)


class WorkFile(Page):
    """`oeuvre/<learner>/<file>`: a work as it was kept, for its learner and for animators."""

    async def get(self, learner_id: str, name: str) -> None:
        """Send it, whole or in part; `?garder=1` saves it."""
        mine = self.learner is not None and self.learner.id == learner_id
        if not mine and not self.animator:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        if await in_thread(self.room.store.learners.get, learner_id) is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        saved = bool(self.get_query_argument("garder", ""))
        with await open_or_404(self, learner_id, name) as file:
            await send_work(self, file, media_type(name), name if saved else "")


class SharePage(LearnerPage):
    """`partage`: a QR code for a phone of the centre, for one work or for all of them."""

    seance: Seance

    async def post(self) -> None:
        """Make a link and show it."""
        name = self.field("fichier")
        if name:
            (await open_or_404(self, self.learner.id, name)).close()
        purpose = "oeuvre" if name else "tout"
        link = Link(self.learner.id, self.seance.id, purpose, name)  # type: ignore[arg-type]
        token = await in_thread(self.room.store.links.issue, link, self.now())
        address = public_address(self, f"partage/{token}")
        self.show("learners/partage.html", address=address, qr=qr_code(address), name=name)


async def send_takeaway(page: Page, learner: Learner, save_as: str = "") -> None:
    """Send the page of all the works; it carries its own rules, which the headers repeat.

    It is made by turns, and put by on the disk: it weighs up to 35 MB, and a phone reads slowly.
    """
    with await in_thread(page.room.arrivals.new_file) as file:
        async with page.room.packing.of(learner.id):
            size = file.write((await takeaway(page, learner)).encode())
        page.set_header("Content-Type", "text/html; charset=utf-8")
        page.set_header("Content-Security-Policy", TAKEAWAY_RULES)
        if save_as:
            page.set_header("Content-Disposition", f'attachment; filename="{save_as}"')
        await pour(page, file, slice(0, size))


async def takeaway(page: Page, learner: Learner) -> str:
    """The page of all the works of a learner."""
    home = page.room.settings.home(learner.id)
    templates = page.settings["templates"]
    anew = partial(shrink, page.room.settings, side=LARGEST_PICTURE)
    return await in_slow_thread(make_page, templates, home, learner.pseudo, page.now(), anew)


TAKEAWAY_RULES = (
    "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; sandbox"
)


async def open_or_404(page: Page, learner_id: str, name: str) -> BinaryIO:
    """A work of a home, to be closed, or the page that says there is none."""
    try:
        return await in_thread(open_original, page.room.settings.home(learner_id), name)
    except Unreadable as reason:
        raise HTTPError(HTTPStatus.NOT_FOUND, str(reason).replace("%", "%%")) from reason
