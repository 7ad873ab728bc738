"""One séance: its code in large, the board that follows the room, and its closing."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from tornado.web import HTTPError

from quartiers.room.animation.board import Tile, tiles
from quartiers.room.asks import Ask
from quartiers.room.base import AnimatorPage, in_thread
from quartiers.room.box.disk import Disk, read_disk
from quartiers.room.pairs.handover import end_pairs
from quartiers.room.qr import public_address, qr_code
from quartiers.room.room import Room
from quartiers.sessions.model import Seance
from quartiers.sessions.pairs import partners

MANY = 6
"""New pseudonyms in one séance that the board speaks of."""


class OneSeance(AnimatorPage):
    """What the pages of a séance share."""

    async def find(self, number: str) -> Seance:
        """The séance of this number, or the page that says there is none."""
        seance = await in_thread(self.room.store.seances.get, int(number))
        if seance is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return seance

    async def tiles(self, seance: Seance) -> list[Tile]:
        """The board of a séance, now."""
        return await in_thread(read_tiles, self.room, seance, self)

    def asks(self, seance: Seance) -> list[Ask]:
        """Those who wait for an animator's yes; nobody in a closed séance."""
        return self.room.asks.waiting(seance.id, self.room.ticks()) if seance.is_open else []

    async def disk(self) -> Disk:
        """How the disk of the box is."""
        return await in_thread(read_disk, self.room.settings, self.room.store)


class SeancePage(OneSeance):
    """The code, the QR code and the board; it works without script, which only refreshes it."""

    async def get(self, number: str) -> None:
        """Show the board."""
        seance = await self.find(number)
        address = public_address(self)
        group = await in_thread(self.room.store.groups.get, seance.group_id or 0)
        titles = {lesson.code: lesson.title for lesson in self.room.courses.lessons}
        self.show(
            "animation/seance.html",
            seance=seance,
            group=group,
            tiles=await self.tiles(seance),
            asks=self.asks(seance),
            new=await in_thread(count_new, self.room, seance),
            many=MANY,
            disk=await self.disk(),
            address=address,
            qr=qr_code(address),
            lessons=[titles.get(code, code) for code in seance.lessons],
        )


class BoardData(OneSeance):
    """The tiles alone, for the script that refreshes them; unchanged, they cost an empty answer
    (Tornado compares the ETag)."""

    async def get(self, number: str) -> None:
        """Answer with the tiles."""
        seance = await self.find(number)
        self.show(
            "animation/tuiles.html",
            seance=seance,
            tiles=await self.tiles(seance),
            asks=self.asks(seance),
            new=await in_thread(count_new, self.room, seance),
            many=MANY,
            disk=await self.disk(),
        )


class AnswerAsk(OneSeance):
    """Somebody waits at a computer for an animator's yes."""

    async def post(self, number: str) -> None:
        """Keep the answer: their own page goes on by itself."""
        seance = await self.find(number)
        self.room.asks.answer(self.field("demande"), seance.id, self.field("reponse") == "oui")
        self.go(f"animation/seances/{seance.id}")


class CloseSeance(OneSeance):
    """Ask once, then close: codes stop working and the learners' servers are put away.

    The board may be older than the last arrival: whether to ask is decided here, not there.
    """

    async def get(self, number: str) -> None:
        """Say what closing does, with who is inside."""
        await self._ask(await self.find(number))

    async def post(self, number: str) -> None:
        """Close when it was confirmed or when nobody is inside; else ask."""
        seance = await self.find(number)
        inside = await in_thread(self.room.store.seances.present, seance.id)
        if seance.is_open and inside and self.field("certain") != "oui":
            return await self._ask(seance)
        await self._close(seance)
        self.go("animation/?fermee=oui")

    async def _ask(self, seance: Seance) -> None:
        if not seance.is_open:
            return self.go(f"animation/seances/{seance.id}")
        self.show("animation/fermer.html", seance=seance, tiles=await self.tiles(seance))

    async def _close(self, seance: Seance) -> None:
        """Close, and stop the servers of those who have no other open séance."""
        leaving = await in_thread(close, self.room, seance, self)
        await end_pairs(self.room, await in_thread(self.room.store.pairs.of_seance, seance.id))
        await asyncio.gather(*(self.room.hub.stop_quietly(name) for name in leaving))


def close(room: Room, seance: Seance, page: AnimatorPage) -> list[str]:
    """Close a séance; the learners who have none left. Everything they did is already saved."""
    room.store.seances.close(seance.id, page.now())
    here = [presence.learner.id for presence in room.store.seances.present(seance.id)]
    leaving = [name for name in here if room.store.seances.open_for(name) is None]
    for name in leaving:
        room.store.help.lower(name, page.now())
    return leaving


def count_new(room: Room, seance: Seance) -> int:
    """How many entered with an account made since the séance was opened."""
    present = room.store.seances.present(seance.id)
    return sum(presence.learner.created_at >= seance.opened_at for presence in present)


def read_tiles(room: Room, seance: Seance, page: AnimatorPage) -> list[Tile]:
    """The tiles of all who entered."""
    present = room.store.seances.present(seance.id)
    summaries = room.store.summarize([presence.learner.id for presence in present])
    beside = partners(room.store.pairs.of_seance(seance.id))
    return tiles(present, summaries, room.courses, page.now(), beside)
