"""Counts wrong tries in a sliding window, so that nobody can try all codes."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Limit:
    """At most `most` wrong tries for each key during any `window`."""

    most: int
    window: timedelta
    _tries: dict[Hashable, deque[datetime]] = field(default_factory=dict)

    def is_reached(self, key: Hashable, now: datetime) -> bool:
        """Whether this key must wait."""
        return len(self._recent(key, now)) >= self.most

    def count(self, key: Hashable, now: datetime) -> None:
        """Note a wrong try."""
        self._tries.setdefault(key, deque()).append(now)
        self._forget_old_keys(now)

    def _recent(self, key: Hashable, now: datetime) -> deque[datetime]:
        tries = self._tries.get(key, deque())
        while tries and tries[0] <= now - self.window:
            tries.popleft()
        return tries

    def _forget_old_keys(self, now: datetime) -> None:
        for key in [key for key in self._tries if not self._recent(key, now)]:
            del self._tries[key]


@dataclass
class Doorkeeper:
    """One limit for each address, and one for all addresses together."""

    for_each: Limit = field(default_factory=lambda: Limit(15, timedelta(minutes=5)))
    for_all: Limit = field(default_factory=lambda: Limit(300, timedelta(minutes=5)))

    def must_wait(self, address: str, now: datetime) -> bool:
        """Whether this address may not try now, be its code right or wrong."""
        return self.for_each.is_reached(address, now) or self.for_all.is_reached("all", now)

    def count_wrong(self, address: str, now: datetime) -> None:
        """Note a wrong try from this address."""
        self.for_each.count(address, now)
        self.for_all.count("all", now)
