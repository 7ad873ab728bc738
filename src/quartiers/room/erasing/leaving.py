"""The room's part of an erasure: the account at the Hub first, the pseudonym at partners' last.

It goes on for as long as something waits, and begins again at each start of the room.
"""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from contextlib import suppress

from quartiers.room.base import in_thread
from quartiers.room.pairs.bundle import forget_host
from quartiers.room.room import Room
from quartiers.room.visits import is_home, visit
from quartiers.sessions.engine import forget_deleted
from quartiers.sessions.erasures import Erasure

log = logging.getLogger(__name__)
LOOK_EVERY = 0.5
"""Seconds between two looks while the grader does its part."""
AFTER_TROUBLE = 15.0
"""Seconds before another try when the Hub or the disk did not do what was asked."""


class NotYet(Exception):
    """Something of the learner is still there; the reason is for the log."""


async def keep_erasing(room: Room) -> None:
    """Do the room's part of every erasure, until the room closes."""
    while True:
        room.leavers.clear()
        pause = await see_off(room)
        with suppress(TimeoutError):
            await asyncio.wait_for(room.leavers.wait(), pause)


async def see_off(room: Room) -> float | None:
    """Bring each erasure as far as the room can; the seconds to the next look, None: nobody left.

    What cannot be done now never keeps the others from it.
    """
    all_well = True
    for erasure in await in_thread(room.store.erasures.waiting, "hub", "names"):
        try:
            await (leave_hub if erasure.step == "hub" else leave_partners)(room, erasure)
            await in_thread(room.store.erasures.advance, erasure)
        except Exception:
            all_well = False
            log.exception("an erasure is not over: it is tried again")
    if not all_well:
        return AFTER_TROUBLE
    return LOOK_EVERY if await in_thread(room.store.erasures.waiting) else None


async def leave_hub(room: Room, erasure: Erasure) -> None:
    """Their server ends, their account and its tokens go, from the Hub's file as well."""
    await room.hub.delete_user(erasure.id)
    room.starts.forget(erasure.id)
    await in_thread(forget_deleted, f"sqlite:///{room.settings.hub_database}")


async def leave_partners(room: Room, erasure: Erasure) -> None:
    """Their pseudonym leaves what others of their centre made with them; NotYet when it does not.

    The work stays, and so do the others' own words.
    """
    await in_thread(forget_host, room, erasure.id)
    for friend in await in_thread(room.store.learners.of_centre, erasure.centre):
        home = room.settings.home(friend.id)
        if is_home(home):
            with tempfile.TemporaryFile() as told:
                told.write(json.dumps({"partner": erasure.pseudo}).encode())
                told.seek(0)
                if not await visit(home, "quartiers.lab.forget", told):
                    raise NotYet(f"the home of {friend.id} was not gone through")
