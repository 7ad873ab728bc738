"""A few at the same time, and never two of the same person: one who asks a lot waits alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from quartiers.room.turns import Turns

MOST_WAITING = 10_000  # each person waits once: there are never that many


class OneEach:
    """Up to `most` turns at once, each of somebody else."""

    def __init__(self, most: int) -> None:
        """Nobody is in yet."""
        self._places = Turns(most, MOST_WAITING)
        self._own: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, who: str) -> AsyncIterator[None]:
        """Wait for a turn; this person's former one must be over first."""
        own = self._own.setdefault(who, asyncio.Lock())
        async with own, self._places.turn(who):
            yield
