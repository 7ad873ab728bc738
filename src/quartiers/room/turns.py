"""A few heavy things at a time, and a fair queue: nobody's second comes before another's first."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count


class Crowded(Exception):
    """Too many wait already, and this one's source has more of them than the others."""


@dataclass
class Turns:
    """At most `at_once` under way and `most` waiting, however many ask."""

    at_once: int = 2
    most: int = 60
    _busy: int = 0
    _held: Counter[Hashable] = field(default_factory=Counter)
    _waiting: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)
    _arrivals: count[int] = field(default_factory=count)

    @asynccontextmanager
    async def turn(self, source: Hashable, failures: int = 0) -> AsyncIterator[None]:
        """Wait for a turn, keep it for the block; Crowded when the queue has no place.

        Whoever has failed before stands behind those who have not.
        """
        place = self._held[source] + failures
        self._held[source] += 1
        try:
            await self._wait(place)
            try:
                yield
            finally:
                self._pass_on()
        finally:
            self._held[source] -= 1
            self._held += Counter()  # who has none left is forgotten

    async def _wait(self, place: int) -> None:
        if self._busy < self.at_once:
            self._busy += 1
            return
        if len(self._waiting) >= self.most:
            self._make_room(place)
        mine = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (place, next(self._arrivals), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # the turn had just been given
                self._pass_on()
            raise

    def _make_room(self, place: int) -> None:
        """Send away the last in the queue, unless that is the one who comes."""
        last = max(self._waiting)
        if last[0] <= place:
            raise Crowded
        self._waiting.remove(last)
        heapify(self._waiting)
        if not last[2].done():
            last[2].set_exception(Crowded())

    def _pass_on(self) -> None:
        while self._waiting:
            *_, following = heappop(self._waiting)
            if not following.done():
                following.set_result(None)
                return
        self._busy -= 1
