"""An animator's password, judged: counted first, a few at a time, whatever page asks for it."""

from __future__ import annotations

from quartiers.grading import french
from quartiers.room.base import Page, in_thread
from quartiers.room.known_browser import remember, source_of
from quartiers.room.turns import Crowded
from quartiers.sessions.model import Animator

A_MOMENT = 10.0  # seconds
LONGEST_LOGIN = 40


class TooManyTries(Exception):
    """This try was not judged: the message is a French sentence for an adult."""

    def __init__(self, seconds: float) -> None:
        """Say how long to wait, in seconds."""
        patience = french.wait(seconds)
        super().__init__(f"Il y a eu beaucoup d'essais. Attendez {patience}, puis réessayez.")


async def check_password(page: Page, login: str, password: str) -> Animator | None:
    """The animator, or None when login and password do not go together; TooManyTries."""
    room, login = page.room, login[:LONGEST_LOGIN]
    source, known = source_of(page, login)
    account = None if known else login
    wait = room.animators_door.knock(source, room.ticks(), account)
    if wait:
        raise TooManyTries(wait)
    failures = int(room.animators_door.each.used(source, room.ticks()))  # with this try
    try:
        async with room.hashes.turn(source, failures - 1):
            animator = await in_thread(room.store.animators.verify, login, password)
    except Crowded:
        raise TooManyTries(A_MOMENT) from None
    if animator:
        room.animators_door.right(source, room.ticks(), account)
        remember(page, login)
    return animator
