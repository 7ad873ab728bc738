"""What the room asks of the Hub: is a learner's server ready, start it, stop it, forget them."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.simple_httpclient import HTTPTimeoutError

from quartiers.unix_http import HOST
from quartiers.unix_resolver import UnixResolver, for_tornado

log = logging.getLogger(__name__)
START_TIMEOUT = 60.0  # seconds
AT_ONCE = 300


def speak_to_many() -> None:
    """Let as many requests to the Hub be under way as there may be learners who wait; Tornado's
    own limit is 10, and the eleventh would wait for one of them to have a server."""
    AsyncHTTPClient.configure(None, max_clients=AT_ONCE, resolver=UnixResolver())


class HubTrouble(Exception):
    """The Hub did not do what was asked; the reason is for the log."""


@dataclass(frozen=True)
class ServerState:
    """A learner's server as the Hub sees it."""

    ready: bool = False
    pending: bool = False


@dataclass(frozen=True)
class HubClient:
    """The Hub's REST API with the room's token."""

    api_url: str
    api_token: str

    async def server(self, hub_name: str) -> ServerState:
        """The state of a user's server; HubTrouble when the Hub cannot say."""
        answer = await self._fetch("GET", f"users/{quote(hub_name)}")
        server = (json.loads(answer or b"{}").get("servers") or {}).get("", {})
        return ServerState(bool(server.get("ready")), bool(server.get("pending")))

    async def start_server(self, hub_name: str) -> None:
        """Ask for a server; returns when the Hub has begun, HubTrouble when it refuses."""
        await self._fetch("POST", f"users/{quote(hub_name)}/server", body=b"{}")

    async def really_runs(self, hub_name: str) -> bool:
        """Whether a server that the Hub calls ready still runs; when it does not, it is started.

        The Hub looks at each server every 5 s only; asked to start one that it calls ready, it
        looks at once, and refuses when the server is there. HubTrouble when the Hub is not.
        """
        try:
            await self.start_server(hub_name)
        except HubTrouble as trouble:
            if getattr(trouble.__cause__, "code", None) == HTTPStatus.BAD_REQUEST:
                return True
            raise
        return False

    async def starting(self, hub_name: str, seconds: float) -> bool:
        """Wait for the end of a start, `seconds` at most; False when the Hub is not starting it.

        The Hub's progress stream ends with the start: one request instead of many questions.
        """
        path = f"users/{quote(hub_name)}/server/progress"
        try:
            await self._fetch("GET", path, timeout=seconds)
        except HubTrouble as trouble:
            return isinstance(trouble.__cause__, HTTPTimeoutError)
        return True

    async def stop_server(self, hub_name: str) -> None:
        """Stop a user's server; one that does not run is fine."""
        await self._fetch("DELETE", f"users/{quote(hub_name)}/server")

    async def delete_user(self, hub_name: str) -> None:
        """Forget a user for good, their server stopped first; one the Hub does not know is fine."""
        try:
            await self._fetch("DELETE", f"users/{quote(hub_name)}")
        except HubTrouble as trouble:
            if getattr(trouble.__cause__, "code", None) != HTTPStatus.NOT_FOUND:
                raise

    async def stop_quietly(self, hub_name: str) -> None:
        """Stop a server when leaving: a Hub in trouble must not hold anybody back."""
        try:
            await self.stop_server(hub_name)
        except HubTrouble as trouble:
            log.warning("server of %s not stopped: %s", hub_name, trouble)

    async def _fetch(
        self, method: str, path: str, timeout: float = START_TIMEOUT, **options: Any
    ) -> bytes:
        try:
            response = await AsyncHTTPClient().fetch(
                for_tornado(f"{self.api_url}/{path}"),
                method=method,
                headers={"Authorization": f"token {self.api_token}", "Host": HOST},
                request_timeout=timeout,
                **options,
            )
        except (HTTPClientError, OSError) as reason:
            raise HubTrouble(f"{method} {path}: {reason}") from reason
        return response.body
