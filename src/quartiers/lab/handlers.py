"""The routes of `<base_url>quartiers/`: open a lesson, know it, and talk with the room."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from quartiers.grading.client import RoomRefused
from quartiers.lab import keeping, making_room, work
from quartiers.lab.arrival import bring_lesson
from quartiers.lab.base import SOLO, Context, RoomHandler
from quartiers.lab.catalogue import Entry, by_code, by_path, notebook_path, read_index
from quartiers.lab.healing import is_whole
from quartiers.lab.leftovers import sweep
from quartiers.lab.light_page import lighten_pages
from quartiers.lab.lone_page import leave_no_bare_page
from quartiers.lab.mended_page import address_of, mend_before_showing, mended_page
from quartiers.lab.pages import absent_page
from quartiers.lab.room import Room
from quartiers.lab.way_in import speak_french

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

BROKEN = "Ton cahier s'est abîmé. Recharge la page : je remets ton dernier travail."
NO_LESSON = "Ce cahier n'est pas une leçon publiée. Ouvre la leçon depuis « Mes leçons »."


def add_handlers(server: ServerApp) -> None:
    """Add our routes to a server; the room and the published folder are read once, here.

    `QuartiersLab.shared_files` is the path, without final slash, of the room's shared files.
    """
    context: dict[str, Any] = {
        "published": _published(server),
        "room": Room.from_env(os.environ),
        "home": Path(server.root_dir),
    }
    sweep(context["home"])
    routes = [
        *work.ROUTES,
        ("open", OpenHandler),
        ("lesson", LessonHandler),
        ("progress", ProgressHandler),
        ("comfort", ComfortHandler),
        ("hand", HandHandler),
        ("pair", PairHandler),
        ("submit", SubmitHandler),
        ("result", ResultHandler),
        ("words", WordsHandler),
        ("place", PlaceHandler),
    ]
    shared = server.config.get("QuartiersLab", {}).get("shared_files")
    lighten_pages(server.web_app.settings, shared)
    if context["room"] is not None:
        home, lessons_page = context["home"], context["room"].lessons_page
        leave_no_bare_page(server.web_app.settings, home, lessons_page)
        speak_french(lessons_page)
    mend_before_showing(server.web_app.settings, context["published"], context["home"])
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$",
        [(url_path_join(base, "quartiers", name), handler, context) for name, handler in routes],
    )


def _published(server: ServerApp) -> Path:
    """The folder of the released lessons: the configuration's, else the environment's."""
    configured = server.config.get("QuartiersLab", {}).get("published", "")
    return Path(configured or os.environ.get("QUARTIERS_PUBLISHED", "") or server.root_dir)


class OpenHandler(Context, JupyterHandler):
    """Bring the lesson into the home and show it alone, in single-document mode."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Redirect to the notebook; an unknown lesson gets a French page and a way back."""
        entry = by_code(read_index(self.published), self.get_argument("lesson", ""))
        try:
            self._open(entry)
        except FileNotFoundError:
            self.set_status(404)
            self.finish(absent_page(self.room.lessons_page if self.room else None))

    def _open(self, entry: Entry | None) -> None:
        if entry is None:
            raise FileNotFoundError("unknown lesson")
        place = notebook_path(entry)
        mended = mended_page(self.published, self.home, place, self.base_url)
        bring_lesson(self.published, self.home, entry["parcours"], entry["assignment"])
        if mended is not None:
            self.finish(mended)
        else:
            self.redirect(address_of(place, self.base_url))


class LessonHandler(RoomHandler):
    """Tell the browser which lesson a notebook is."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Answer what `describe` shapes."""
        entry = by_path(read_index(self.published), self.get_argument("path", ""))
        me = await self.room.me() if self.room else {}
        self.finish(describe(entry, self.room, me))


def describe(entry: Entry | None, room: Room | None, me: dict[str, Any]) -> dict[str, Any]:
    """Shape what the browser is told of a notebook: a published lesson says its code, title…"""
    known = (
        {}
        if entry is None
        else {
            "code": entry["code"],
            "title": entry["titre"],
            "track": entry["parcours"],
            "exercises": entry.get("exercices", []),
            "steps": entry.get("etapes", []),
            "voices": entry.get("voix", {}),
        }
    )
    return {
        "known": entry is not None,
        "room": room is not None and entry is not None,
        "lessons_page": room.lessons_page if room else None,
        "pair_page": room.pair_page if room else None,
        "pseudo": me.get("pseudo", ""),
        "seance_open": me.get("seance_open", room is not None),
        **known,
    }


class ProgressHandler(RoomHandler):
    """Tell the room where the learner is."""

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Relay `lesson`, `step`, `steps_done`, `stars`."""
        body = self.readable(lambda body: self.entry_asked(body) is not None)
        if body is None:
            return
        kept = {key: body.get(key) for key in ("lesson", "step", "steps_done", "stars")}
        if body.get("stuck") is True:
            kept["stuck"] = True
        await self.relay("progress", kept)


class ComfortHandler(RoomHandler):
    """How the learner likes to read, kept on her card."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Relay the room's answer."""
        await self.relay("comfort")

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Relay the choices."""
        body = self.readable()
        if body is not None:
            await self.relay("comfort", body)


class HandHandler(RoomHandler):
    """Raise or lower the learner's hand; an animator may have lowered it."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Relay the room's answer."""
        await self.relay("hand")

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Relay `lesson` and `raised`."""
        body = self.readable(lambda body: isinstance(body.get("raised"), bool))
        if body is not None:
            await self.relay(
                "hand", {"lesson": str(body.get("lesson", "")), "raised": body["raised"]}
            )


class PairHandler(RoomHandler):
    """Who sits beside the learner: the room knows, and decides."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Relay the room's answer."""
        await self.relay("pair")

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Relay `do`."""
        body = self.readable()
        if body is not None:
            await self.relay("pair", {"do": str(body.get("do", ""))})


class SubmitHandler(RoomHandler):
    """Hand in the notebook as it is on the disk: the browser has just saved it."""

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Answer 202 and the submission's id."""
        entry = self.entry_asked(self.body() or {})
        if self.room is None:
            self.refuse(409, SOLO)
        elif entry is None:
            self.refuse(404, NO_LESSON)
        else:
            await self._hand_in(self.room, entry)

    async def _hand_in(self, room: Room, entry: Entry) -> None:
        try:
            notebook = (self.home / notebook_path(entry)).read_bytes()
            if not is_whole(notebook):
                self.refuse(409, BROKEN)
                return
            answer = await room.hand_in(entry["code"], keeping.without_partner(notebook.decode()))
        except FileNotFoundError:
            self.refuse(404, NO_LESSON)
            return
        except RoomRefused as refusal:
            self.refuse(refusal.status or 503, refusal.sentence)
            return
        self.set_status(202)
        self.finish(answer)


class ResultHandler(RoomHandler):
    """What became of the latest submission."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Relay the room's answer."""
        entry = self.entry_asked()
        if entry is None:
            self.refuse(404, NO_LESSON)
            return
        await self.relay(f"result?lesson={entry['code']}")


class PlaceHandler(RoomHandler):
    """The learner's share of the disk, when a program has filled it."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Relay why the program was stopped: a `sentence`, "" when it was not."""
        if self.room is None:
            self.finish({"sentence": ""})
        else:
            await self.relay("place")

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Take the programs' heavy files away; answer a `sentence` that says how much that was."""
        places = [self.home, *making_room.temporary(os.environ, self.home)]
        freed = await asyncio.to_thread(making_room.make_room, places, self.published)
        self.finish({"sentence": making_room.said(freed)})


class WordsHandler(RoomHandler):
    """The animators' words that the screen has shown."""

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Relay `read`: their numbers."""
        body = self.readable(lambda sent: isinstance(sent.get("read"), list))
        if body is not None:
            await self.relay("words", {"read": body["read"]})
