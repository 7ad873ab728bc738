"""Links that a phone follows without entering: unguessable, short-lived, each for one thing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, insert, select

from quartiers.sessions.engine import Database
from quartiers.sessions.hashing import hash_token
from quartiers.sessions.tables import links, seances

LIFETIME = timedelta(hours=1)
LONGEST = LIFETIME + timedelta(minutes=1)
"""What ends later was made by a clock that has been put back since; a minute, because of those who
ask at the same time."""
Purpose = Literal["oeuvre", "tout", "envoi"]


@dataclass(frozen=True)
class Link:
    """What a link opens: one work (`file` of the learner), all of them, or the way to send one."""

    learner_id: str
    seance_id: int
    purpose: Purpose
    file: str = ""


class Links:
    """Issue and follow links; only their hashes are stored."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def issue(self, link: Link, now: datetime) -> str:
        """A new token of 24 characters, good for one hour while the séance is open."""
        token = secrets.token_urlsafe(18)
        values = {
            "hash": hash_token(token),
            "learner_id": link.learner_id,
            "seance_id": link.seance_id,
            "purpose": link.purpose,
            "file": link.file,
            "expires_at": now + LIFETIME,
        }
        with self._database.write() as connection:
            # one that would live for longer was made by a clock that has been put back since
            over = (links.c.expires_at <= now) | (links.c.expires_at > now + LONGEST)
            connection.execute(delete(links).where(over))
            connection.execute(insert(links).values(values))
        return token

    def follow(self, token: str, now: datetime) -> Link | None:
        """What this token opens; None when unknown, too old, or the séance is closed."""
        query = (
            select(links)
            .join(seances, seances.c.id == links.c.seance_id)
            .where(links.c.hash == hash_token(token))
            .where(links.c.expires_at > now, links.c.expires_at <= now + LONGEST)
            .where(seances.c.closed_at.is_(None))
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Link(row.learner_id, row.seance_id, row.purpose, row.file)
