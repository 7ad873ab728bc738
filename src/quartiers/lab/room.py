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
        return urlsplit(self.url).path.rstrip("/") + "/lecons"

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

    async def submit(self, lesson: str, notebook: str) -> str:
        """Hand in and return the submission's id. Raises RoomRefused."""
        return await asyncio.to_thread(client.submit, self.url, self.token, lesson, notebook)

    async def result(self, lesson: str) -> dict[str, Any]:
        """What became of the latest submission. Raises RoomRefused."""
        return await self.get(f"result?lesson={quote(lesson, safe='')}")
