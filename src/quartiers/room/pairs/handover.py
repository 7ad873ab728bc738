"""Gives what a pair made to the one who joined, and ends pairs.

The room itself writes in nobody's home: `quartiers.lab.gift` does, as the learner who receives.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from quartiers.room.base import in_thread
from quartiers.room.one_each import OneEach
from quartiers.room.pairs.bundle import put_by, waiting_room
from quartiers.room.room import Room
from quartiers.room.visits import is_home, visit
from quartiers.sessions.pairs import Pair

log = logging.getLogger(__name__)
HANDING_OVER = OneEach(2)
"""A home that makes itself slow to visit keeps one of the two, never both."""


async def end_pairs(room: Room, pairs: Iterable[Pair]) -> None:
    """End these pairs; what they made is put by first, then leaves for the guests' homes.

    A pair whose work cannot be put by, on a full disk, goes on.
    """
    for pair in pairs:
        if await share_so_far(room, pair):
            await in_thread(room.store.pairs.end, pair)


async def end_pairs_of(room: Room, learner_id: str) -> None:
    """The same for whatever pair this learner is in."""
    await end_pairs(room, await in_thread(room.store.pairs.of, learner_id))


async def share_so_far(room: Room, pair: Pair) -> bool:
    """Give what the pair has made up to now; whether it is safe, be it only on its way."""
    try:
        await in_thread(put_by, room, pair)
    except OSError:
        log.exception("the work of %s and %s is not put by", pair.host.id, pair.guest.id)
        return False
    await hand_over(room, pair.guest.id)
    return True


async def hand_over(room: Room, learner_id: str) -> None:
    """Put what waits for this learner into their home; it goes on waiting when that fails."""
    home = room.settings.home(learner_id)
    async with HANDING_OVER.of(learner_id):
        for bundle in await in_thread(waiting_for, room, learner_id):
            if not is_home(home):
                return
            if await give(home, bundle):
                bundle.unlink(missing_ok=True)
            else:
                log.warning("%s could not be given to %s yet", bundle.name, learner_id)


def waiting_for(room: Room, learner_id: str) -> list[Path]:
    """The bundles on their way to this learner, the oldest first."""
    return sorted(waiting_room(room, learner_id).glob("[0-9]*.json"))


async def give(home: Path, bundle: Path) -> bool:
    """Run `quartiers.lab.gift` in a home, as its owner; whether all was taken."""
    with open(bundle, "rb") as content:
        return await visit(home, "quartiers.lab.gift", content)
