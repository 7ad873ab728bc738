"""Single-use tickets that carry a checked identity from the room to the Hub."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert

from quartiers.sessions.engine import Database
from quartiers.sessions.hashing import hash_token
from quartiers.sessions.tables import tickets

LIFETIME = timedelta(seconds=60)
LONGEST = 2 * LIFETIME
"""What ends later than this was made by a clock that has been put back since. Not `LIFETIME`: of
thirty who enter at once, one may have read the clock just before another whose row is there."""
BROWSER_COOKIE = "salle-billet"
"""Where a browser keeps what goes with its ticket: another one that saw the address has it not."""


class Tickets:
    """Issue and redeem tickets; only their hashes are stored."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def issue(self, hub_name: str, now: datetime, browser: str = "") -> str:
        """A new ticket for this Hub user, good once, during 60 seconds, in one browser.

        `browser` is the secret of that browser; without one, the ticket is good in any.
        """
        token = secrets.token_urlsafe(32)
        kept = _hash(token, browser)
        row = {"hash": kept, "hub_name": hub_name, "expires_at": now + LIFETIME}
        with self._database.write() as connection:
            over = (tickets.c.expires_at <= now) | (tickets.c.expires_at > now + LONGEST)
            connection.execute(delete(tickets).where(over))
            connection.execute(insert(tickets).values(row))
        return token

    def redeem(self, token: str, now: datetime, browser: str = "") -> str | None:
        """The Hub user of this ticket, once; None when unknown, used, too old or not for here."""
        mine = tickets.c.hash.in_({_hash(token, ""), _hash(token, browser)})
        query = delete(tickets).where(mine).returning(tickets.c.hub_name, tickets.c.expires_at)
        with self._database.write() as connection:
            row = connection.execute(query).one_or_none()
        return row.hub_name if row is not None and is_good(row.expires_at, now) else None


def is_good(expires_at: datetime, now: datetime) -> bool:
    """Whether a ticket may be used; one that would live for longer was made by a clock that has
    been put back since."""
    return now < expires_at <= now + LONGEST


def _hash(token: str, browser: str) -> str:
    return hash_token(f"{token} {browser}" if browser else token)
