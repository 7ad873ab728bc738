"""Who the room believes a visitor is: the Hub's tokens stay here, browsers hold random names."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

from jupyterhub.services.auth import HubOAuth
from traitlets import Instance

from quartiers.room.config import RoomConfig

HALF_A_DAY = 12 * 3600.0  # seconds
# It ends with the browser and names no date: the box's clock may be years behind.
COOKIE = {"samesite": "Lax", "expires_days": None}
MOST = 10_000  # a séance has thirty: more are no people


class Tokens:
    """The Hub's tokens by random names, until their end or until they are forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, str]] = {}

    def keep(self, token: str) -> str:
        """The name of a token from now on; the oldest makes room when there are too many."""
        now = self._clock()
        fresh = [(name, kept) for name, kept in self._kept.items() if kept[0] > now]
        self._kept = dict(fresh[-(MOST - 1) :])
        name = secrets.token_urlsafe(24)
        self._kept[name] = (now + HALF_A_DAY, token)
        return name

    def get(self, name: str) -> str | None:
        """The token of this name, if it is known and has not ended."""
        end, token = self._kept.get(name, (0.0, ""))
        return token if end > self._clock() else None

    def forget(self, name: str) -> None:
        """Nobody has this name any more."""
        self._kept.pop(name, None)


class RoomOAuth(HubOAuth):
    """JupyterHub's login of a service, whose cookie holds a name and no token."""

    tokens = Instance(Tokens, ())

    def set_cookie(self, handler: Any, access_token: str) -> None:
        """After the Hub has said who it is; the former name of this browser ends."""
        self._forget(handler)
        super().set_cookie(handler, self.tokens.keep(access_token))

    def clear_cookie(self, handler: Any) -> None:
        """At logout."""
        self._forget(handler)
        super().clear_cookie(handler)

    def _get_token_cookie(self, handler: Any) -> str | None:
        name = super()._get_token_cookie(handler)
        return self.tokens.get(name) if name else None

    def _forget(self, handler: Any) -> None:
        name = super()._get_token_cookie(handler)
        if name:
            self.tokens.forget(name)


def make_sign_in(config: RoomConfig, **options: Any) -> RoomOAuth:
    """The room's own, with cookies for the room's own pages.

    JupyterHub reads the path when it is imported: in a forked room, before there was any.
    `options` replace what it reads in the environment.
    """
    return RoomOAuth(base_url=config.prefix, cookie_options=COOKIE, **options)
