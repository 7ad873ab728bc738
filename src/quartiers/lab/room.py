"""The room, seen from a learner's server: its address, its token, and French when it is silent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from quartiers.grading import client


@dataclass(frozen=True)
class Room:
    """Where the room listens (`url` has no final slash) and the Hub token that says who asks."""

    url: str
    token: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Room | None:
        """Return the room of this server; None in solo mode."""
        url, token = environ.get("QUARTIERS_ROOM_URL", ""), environ.get("JUPYTERHUB_API_TOKEN", "")
        return cls(url.rstrip("/"), token) if url and token else None

    @property
    def lessons_page(self) -> str:
        """The path of «Mes leçons» for the learner's browser, on the address it already uses."""
        return self._page("lecons")

    @property
    def pair_page(self) -> str:
        """The path where a second learner says who they are."""
        return self._page("a-deux")

    def _page(self, name: str) -> str:
        return f"{urlsplit(self.url).path.rstrip('/')}/{name}"

    async def me(self) -> dict[str, Any]:
        """Who the learner is for the room; nothing when it is silent (the lesson opens anyway)."""
        try:
            return await self.get("me")
        except client.RoomRefused:
            return {}

    async def get(self, path: str) -> dict[str, Any]:
        """Ask the room. Raises RoomRefused."""
        return await asyncio.to_thread(client.call, self.url, self.token, path)

    async def post(self, path: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Tell the room. Raises RoomRefused."""
        return await asyncio.to_thread(client.call, self.url, self.token, path, payload)

    async def hand_in(self, lesson: str, notebook: str) -> dict[str, Any]:
        """Hand in: `submission` is its id, `together` names a partner. Raises RoomRefused."""
        return await asyncio.to_thread(client.hand_in, self.url, self.token, lesson, notebook)

    async def result(self, lesson: str) -> dict[str, Any]:
        """What became of the latest submission. Raises RoomRefused."""
        return await self.get(f"result?lesson={quote(lesson, safe='')}")
