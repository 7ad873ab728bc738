"""`api/pair`: the pair on a learner's session, its swap and its end; never its beginning.

A pair begins on a page, where the second learner gives their three pictures: the token of a
learner's server, which their code may hold, opens nobody else's account.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from quartiers.room.api.base import Api
from quartiers.room.api.requests import Refused
from quartiers.room.avatars import avatar_path
from quartiers.room.base import in_thread
from quartiers.room.config import RoomConfig
from quartiers.room.pairs.handover import end_pairs
from quartiers.sessions.pairs import Member, Pair

ALONE = "Tu travailles seul en ce moment. Pour être deux, clique sur « À deux »."
NOT_YET = (
    "La place manque sur l'ordinateur de la salle. Vous êtes encore deux. Appelle un animateur."
)
UNKNOWN = "La salle n'a pas compris ce bouton. Recharge la page, puis réessaie."


class PairAtWork(Api):
    """`GET` and `POST api/pair`."""

    async def get(self) -> None:
        """The pair; null for somebody alone."""
        self.tell(await in_thread(self.room.store.pairs.hosted_by, self.learner.id))

    async def post(self) -> None:
        """`{"do": "swap"}` or `{"do": "end"}`."""
        wish, pairs = self.body().get("do"), self.room.store.pairs
        if wish not in ("swap", "end"):
            raise Refused(UNKNOWN)
        pair = await in_thread(pairs.hosted_by, self.learner.id)
        if pair is None:
            raise Refused(ALONE, HTTPStatus.CONFLICT)
        if wish == "end":
            await end_pairs(self.room, [pair])
            if await in_thread(pairs.hosted_by, self.learner.id):
                raise Refused(NOT_YET, HTTPStatus.INSUFFICIENT_STORAGE)
            return self.tell(None)
        self.tell(await in_thread(pairs.swap, self.learner.id, self.now()))

    def tell(self, pair: Pair | None) -> None:
        """Answer `{"pair": …}`."""
        self.answer({"pair": pair_data(pair, self.room.config, self.now()) if pair else None})


def pair_data(pair: Pair, config: RoomConfig, now: datetime) -> dict[str, Any]:
    """A pair as JSON; `since` is in whole seconds from the last swap."""
    return {
        "host": member_data(pair.host, config),
        "guest": member_data(pair.guest, config),
        "guest_drives": pair.guest_drives,
        "since": max(0, int((now - pair.swapped_at).total_seconds())),
    }


def member_data(member: Member, config: RoomConfig) -> dict[str, str]:
    """One of the two: pseudonym, and where the browser finds the avatar."""
    return {"pseudo": member.pseudo, "avatar": config.url(avatar_path(member.pseudo))}
