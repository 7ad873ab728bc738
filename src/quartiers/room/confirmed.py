"""The browsers where an animator has just given the password again; in memory only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

GRACE = 300.0
"""Seconds during which the same browser is not asked again."""


@dataclass
class Confirmed:
    """Keys and until when they are good, in seconds of a clock that only goes forward."""

    _until: dict[str, tuple[str, float]] = field(default_factory=dict)

    def add(self, login: str, now: float) -> str:
        """A key for the browser, good for a few minutes."""
        self._until = {key: it for key, it in self._until.items() if it[1] > now}
        key = secrets.token_urlsafe(18)
        self._until[key] = (login, now + GRACE)
        return key

    def holds(self, key: str, login: str, now: float) -> bool:
        """Whether this key was given to this animator, and not too long ago."""
        whose, until = self._until.get(key, ("", 0.0))
        return whose == login and now < until

    def forget(self, login: str) -> None:
        """Ask this animator again, in every browser."""
        self._until = {key: it for key, it in self._until.items() if it[0] != login}
