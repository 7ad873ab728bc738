"""Two learners at one computer: who with whom, who holds the keyboard, for as long as it lasts.

A row lives from «C'est bien toi ?» to «Finir à deux»: nothing is kept of a pair that is over,
but the name of the partner on what was handed in together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, not_, select, update

from quartiers.sessions.engine import Database
from quartiers.sessions.model import StoreError
from quartiers.sessions.order import next_place
from quartiers.sessions.tables import learners, pairs, seances

HOST, GUEST = learners.alias("host"), learners.alias("guest")


@dataclass(frozen=True)
class Member:
    """One of the two, by Hub user name and pseudonym."""

    id: str
    pseudo: str


@dataclass(frozen=True)
class Pair:
    """Two learners on the host's session; `guest` gave their secret there.

    `guest_drives` says that the guest holds the keyboard now, since `swapped_at`; `place` is that
    of its beginning, as in `Submission`.
    """

    host: Member
    guest: Member
    seance_id: int
    guest_drives: bool
    started_at: datetime
    swapped_at: datetime
    place: int = 0

    @property
    def pilot(self) -> Member:
        """Who holds the keyboard."""
        return self.guest if self.guest_drives else self.host

    @property
    def copilot(self) -> Member:
        """Who reads, looks and advises."""
        return self.host if self.guest_drives else self.guest

    @property
    def key(self) -> str:
        """Twelve digits that name this pair among all those of its two learners."""
        return self.started_at.strftime("%y%m%d%H%M%S")


class Pairs:
    """Begin, swap, end and find pairs; a learner is in one at most."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def start(self, host_id: str, guest_id: str, seance_id: int, now: datetime) -> None:
        """Make a pair; any pair that either was in is over.

        The caller has seen the guest's secret. StoreError for somebody with themselves.
        """
        if host_id == guest_id:
            raise StoreError(
                "Pour travailler à deux, il faut deux jeunes. Choisis une autre tuile."
            )
        values: dict[str, Any] = {
            "host_id": host_id,
            "guest_id": guest_id,
            "seance_id": seance_id,
            "guest_drives": False,
            "started_at": now,
            "swapped_at": now,
        }
        with self._database.write() as connection:
            values["place"] = next_place(connection)
            # Locking both rows makes two starts at the same time one after the other.
            both = select(learners.c.number).where(learners.c.id.in_((host_id, guest_id)))
            connection.execute(both.order_by(learners.c.number).with_for_update())
            connection.execute(delete(pairs).where(_with((host_id, guest_id))))
            connection.execute(insert(pairs).values(values))

    def hosted_by(self, learner_id: str) -> Pair | None:
        """The pair on this learner's session, while its séance is open."""
        return next(iter(self._open(pairs.c.host_id == learner_id)), None)

    def of(self, learner_id: str) -> list[Pair]:
        """The pair that this learner is in, on whichever side, be its séance open or not."""
        return self._many(_with((learner_id,)))

    def of_seance(self, seance_id: int) -> list[Pair]:
        """The pairs at work in a séance, be it open or just closed."""
        return self._many(pairs.c.seance_id == seance_id)

    def swap(self, host_id: str, now: datetime) -> Pair | None:
        """The other one takes the keyboard; None when there is no pair."""
        change = update(pairs).where(pairs.c.host_id == host_id)
        change = change.values(guest_drives=not_(pairs.c.guest_drives), swapped_at=now)
        with self._database.write() as connection:
            connection.execute(change)
        return self.hosted_by(host_id)

    def end(self, pair: Pair) -> None:
        """Forget this pair; may be called twice, and leaves a newer one of the same two alone."""
        mine = (pairs.c.host_id == pair.host.id) & (pairs.c.place == pair.place)
        with self._database.write() as connection:
            connection.execute(delete(pairs).where(mine))

    def _open(self, condition: ColumnElement[bool]) -> list[Pair]:
        still = select(seances.c.id).where(seances.c.closed_at.is_(None))
        return self._many(condition & pairs.c.seance_id.in_(still))

    def _many(self, condition: ColumnElement[bool]) -> list[Pair]:
        query = (
            select(pairs, HOST.c.pseudo.label("host"), GUEST.c.pseudo.label("guest"))
            .join(HOST, HOST.c.id == pairs.c.host_id)
            .join(GUEST, GUEST.c.id == pairs.c.guest_id)
            .where(condition)
            .order_by(pairs.c.place)
        )
        with self._database.read() as connection:
            return [_pair(row) for row in connection.execute(query)]


def partners(pairs_at_work: Sequence[Pair]) -> dict[str, Member]:
    """For each learner of these pairs, the one beside them."""
    both = [(one.host, one.guest) for one in pairs_at_work]
    return {me.id: other for pair in both for me, other in (pair, pair[::-1])}


def _with(learner_ids: Sequence[str]) -> ColumnElement[bool]:
    return pairs.c.host_id.in_(learner_ids) | pairs.c.guest_id.in_(learner_ids)


def _pair(row: Row[Any]) -> Pair:
    return Pair(
        Member(row.host_id, row.host),
        Member(row.guest_id, row.guest),
        row.seance_id,
        bool(row.guest_drives),
        row.started_at,
        row.swapped_at,
        row.place,
    )
