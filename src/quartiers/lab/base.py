"""What the routes of a learner's server share: what they know, and answers in French."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado import web

from quartiers.grading.client import RoomRefused
from quartiers.lab.catalogue import Entry, by_code, read_index
from quartiers.lab.room import Room

SOLO = "Ici, tu travailles sans la salle : ton travail reste dans ton dossier."
UNREADABLE = "Ta demande est arrivée abîmée. Recharge la page, puis essaie encore."


class Context:
    """What every route knows: the published folder, the room (None in solo mode), the home."""

    published: Path
    room: Room | None
    home: Path
    auth_resource = "quartiers"

    def initialize(self, published: Path, room: Room | None, home: Path) -> None:
        """Receive what `add_handlers` read."""
        self.published, self.room, self.home = published, room, home


class RoomHandler(Context, APIHandler):
    """A route that answers JSON, with a French sentence when something stands in the way."""

    def refuse(self, status: int, sentence: str) -> None:
        """Answer `{"sentence": …}` with this status."""
        self.set_status(status)
        self.finish({"sentence": sentence})

    def entry_asked(self, body: dict[str, Any] | None = None) -> Entry | None:
        """The lesson named by the body's or the query's `lesson`, if it is published."""
        code = self.get_argument("lesson", "") if body is None else str(body.get("lesson", ""))
        return by_code(read_index(self.published), code)

    def body(self) -> dict[str, Any] | None:
        """The JSON object received, or None."""
        try:
            received = self.get_json_body()
        except web.HTTPError:
            return None
        return received if isinstance(received, dict) else None

    def readable(
        self, is_good: Callable[[dict[str, Any]], bool] = lambda body: True
    ) -> dict[str, Any] | None:
        """The JSON object received when it is good; else None, and the refusal is sent."""
        body = self.body()
        if body is None or not is_good(body):
            self.refuse(400, UNREADABLE)
            return None
        return body

    async def relay(self, path: str, body: dict[str, Any] | None = None) -> None:
        """Pass a request on to the room and its answer back."""
        if self.room is None:
            self.refuse(409, SOLO)
            return
        try:
            answer = await (self.room.get(path) if body is None else self.room.post(path, body))
            self.finish(answer)
        except RoomRefused as refusal:
            self.refuse(refusal.status or 503, refusal.sentence)
