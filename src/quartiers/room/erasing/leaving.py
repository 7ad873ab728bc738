"""The room's part of an erasure: the account at the Hub first, the pseudonym at partners' last.

It goes on for as long as something waits, and begins again at each start of the room.
"""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
import time
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
"""Seconds between two looks while all that is left waits for another try."""


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

    What cannot be done now never keeps the others from it: one that fails waits for itself alone.
    """
    due = [
        erasure
        for erasure in await in_thread(room.store.erasures.waiting, "hub", "names")
        if room.farewells.is_due(erasure.id, time.monotonic())
    ]
    await asyncio.gather(*(bring_on(room, erasure) for erasure in due))
    left = await in_thread(room.store.erasures.waiting)
    if not left:
        return None
    now = time.monotonic()
    return LOOK_EVERY if any(room.farewells.is_due(one.id, now) for one in left) else AFTER_TROUBLE


async def bring_on(room: Room, erasure: Erasure) -> None:
    """One step of one erasure; never raises."""
    try:
        await (leave_hub if erasure.step == "hub" else leave_partners)(room, erasure)
        await in_thread(room.store.erasures.advance, erasure)
        room.farewells.forget(erasure.id)
    except Exception:
        room.farewells.of(erasure.id).wait(time.monotonic())
        log.exception("an erasure is not over: it is tried again")


async def leave_hub(room: Room, erasure: Erasure) -> None:
    """Their server ends, their account and its tokens go, from the Hub's file as well."""
    await room.hub.delete_user(erasure.id)
    room.starts.forget(erasure.id)
    await in_thread(forget_deleted, f"sqlite:///{room.settings.hub_database}")


async def leave_partners(room: Room, erasure: Erasure) -> None:
    """Their pseudonym leaves what others of their centre made with them; NotYet when it does not.

    The work stays, and so do the others' own words. Every home is visited, whatever the ones
    before it did; those that are done are not visited again.
    """
    await in_thread(forget_host, room, erasure.id)
    farewell = room.farewells.of(erasure.id)
    friends = await in_thread(room.store.learners.of_centre, erasure.centre)
    for friend in friends:
        if friend.id not in farewell.done:
            went_well = await forget_in_home(room, friend.id, erasure.pseudo)
            farewell.note(friend.id, friend.pseudo, went_well)
    farewell.keep_only({friend.id for friend in friends})
    if farewell.resisting:
        raise NotYet(f"not gone through: the homes of {', '.join(sorted(farewell.resisting))}")


async def forget_in_home(room: Room, learner_id: str, partner: str) -> bool:
    """Whether nothing of one home names this partner any more; without home, nothing does."""
    home = room.settings.home(learner_id)
    if not is_home(home):
        return True
    with tempfile.TemporaryFile() as told:
        told.write(json.dumps({"partner": partner}).encode())
        told.seek(0)
        async with room.visiting.of(learner_id):
            return await visit(home, "quartiers.lab.forget", told)
