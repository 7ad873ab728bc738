"""«Mes photos et mes sons»: sent from this computer, or from a phone by a QR code."""

from __future__ import annotations

import os
from http import HTTPStatus
from itertools import islice
from typing import Any

from tornado.httputil import HTTPFile, parse_body_arguments
from tornado.web import stream_request_body

from quartiers.room.base import LearnerPage, Page, in_thread
from quartiers.room.box.disk import is_nearly_full
from quartiers.room.homes import Unreadable, open_home_folder
from quartiers.room.learners.phone_pages import PhonePage
from quartiers.room.media.intake import BANK, FOLDER, LARGEST_FILE, SENTENCES, NotTaken, take_in
from quartiers.room.qr import public_address, qr_code
from quartiers.room.receiving import Receiving
from quartiers.room.room import Room
from quartiers.sessions.links import Link
from quartiers.sessions.model import Learner, Seance

MOST_SHOWN = 60
MOST_LOOKED_AT = 1_000


class Receives(Receiving, Page):
    """A page that takes one file of a form."""

    LARGEST = LARGEST_FILE + 20_000  # the form around it
    LARGEST_TRANSFER = 8 * LARGEST_FILE
    learner: Learner

    async def take(self) -> tuple[str, str]:
        """The name under which the file was kept, or "", and the sentence to show, or ""."""
        if await in_thread(is_nearly_full, self.room.settings):
            return "", SENTENCES["disque"]  # what is left is for the lessons under way
        if self.arriving is None or self.arriving.is_lost:
            return "", SENTENCES["monde"]
        if self.arriving.is_too_long:
            return "", SENTENCES["poids"]
        form = self.request.headers.get("Content-Type", "")
        home = self.room.settings.home(self.learner.id)
        async with self.room.converting.of(self.learner.id):
            file = await in_thread(lambda body: sent_file(form, body.read()), self.arriving)
            self.arriving.close()
            try:
                return await take_in(home, file.filename, file.body), ""
            except NotTaken as reason:
                return "", str(reason)


@stream_request_body
class MediaPage(Receives, LearnerPage):
    """`medias`: what the learner sent so far, and the two ways to send more."""

    async def prepare(self) -> None:
        """Learners only."""
        self.limit_body()
        await super().prepare()
        if not self._finished:
            self.expect_from(self.learner.id)

    async def get(self) -> None:
        """Show the page."""
        await self.show_media("", "")

    async def post(self) -> None:
        """A file came from this computer."""
        self.body_is_whole()
        kept, notice = await self.take()
        if notice:
            self.set_status(HTTPStatus.BAD_REQUEST)
        await self.show_media(kept, notice)

    async def show_media(self, kept: str, notice: str) -> None:
        """The page, with what just happened."""
        files = await in_thread(list_media, self.room, self.learner.id)
        calls = list(map(call_of, files))
        self.show("learners/medias.html", calls=calls, kept=kept, notice=notice)


class MediaLink(LearnerPage):
    """`medias/telephone`: a QR code that lets a phone send one photo or sound after the other."""

    seance: Seance

    async def post(self) -> None:
        """Make a link and show it."""
        link = Link(self.learner.id, self.seance.id, "envoi")
        token = await in_thread(self.room.store.links.issue, link, self.now())
        address = public_address(self, f"envoi/{token}")
        self.show("learners/envoi.html", address=address, qr=qr_code(address))


@stream_request_body
class PhoneSends(Receives, PhonePage):
    """`envoi/<token>`, on the phone."""

    purpose = ""  # of the link; of one that opens nothing any more, none

    async def prepare(self) -> None:
        """Whoever has a link that lets send: nothing of the others is kept."""
        self.limit_body()
        await super().prepare()
        if self._finished:
            return
        found = await self.find(str(self.path_args[0]))
        if found is None:
            return
        self.link, self.learner = found
        self.purpose = self.link.purpose
        if self.purpose == "envoi":
            self.expect_from(self.learner.id)

    async def get(self, token: str) -> None:
        """Show the form."""
        self.answer(token, "", "")

    async def post(self, token: str) -> None:
        """A file came."""
        self.body_is_whole()
        self.answer(token, *(await self.take() if self.purpose == "envoi" else ("", "")))

    def answer(self, token: str, kept: str, notice: str) -> None:
        """The form again, with what just happened; a link made to show a work sends nothing."""
        if not self.purpose:
            return self.say_lost()
        if self.purpose != "envoi":
            return self.go(f"partage/{token}")
        if notice:
            self.set_status(HTTPStatus.BAD_REQUEST)
        self.show("phone/envoi.html", token=token, owner=self.learner, kept=kept, notice=notice)


def sent_file(content_type: str, body: bytes) -> HTTPFile:
    """The first file of a form; an empty one when there is none."""
    arguments: dict[str, list[bytes]] = {}
    files: dict[str, list[HTTPFile]] = {}
    # a form without file may hold millions of fields: nothing bounds their number
    if content_type.startswith("multipart/form-data"):
        try:
            parse_body_arguments(content_type, body, arguments, files)
        except Exception:  # Tornado raises several kinds on forms that nobody's browser writes
            files = {}
    found = files.get("fichier") or [HTTPFile(filename="", body=b"", content_type="")]
    return found[0]


def list_media(room: Room, learner_id: str) -> list[str]:
    """The names of what the learner sent, at most 60."""
    try:
        with (
            open_home_folder(room.settings.home(learner_id), (FOLDER,)) as folder,
            os.scandir(folder) as entries,
        ):
            names = [entry.name for entry in islice(entries, MOST_LOOKED_AT)]
    except (OSError, Unreadable):
        return []
    shown = (name for name in names if name.endswith((".png", ".wav")) and name.isprintable())
    return sorted(shown)[:MOST_SHOWN]


def call_of(name: str) -> str:
    """What a learner writes to get a file; sounds are only named."""
    stem = name.removesuffix(".png")
    return name if stem == name else f'photo("{name if stem in BANK else stem}")'


def handlers() -> list[tuple[str, Any]]:
    """These pages, by path below the room's prefix."""
    return [
        ("medias", MediaPage),
        ("medias/telephone", MediaLink),
        (r"envoi/([A-Za-z0-9_-]{24})", PhoneSends),
    ]
