"""The card by which the proxy knows who is signed in on a browser: `/user/x/…` is for x only.

A cookie of the Hub, for the path of the workshops. Learners' servers never receive it.
"""

from __future__ import annotations

import hashlib
import hmac
import time

from jupyterhub import orm
from jupyterhub.handlers.base import BaseHandler
from jupyterhub.handlers.login import LogoutHandler

from quartiers.hub.identity import is_learner
from quartiers.hub.room_path import ROOM_PATH

CARD = "quartiers-atelier"
GIVEN_AGAIN = "quartiers-atelier-redonne"
PATH = "/user/"
# Days: an afternoon, and a box whose clock is put forward by a day in the middle of it.
LONGEST_VISIT = 1.5
A_MOMENT = 15  # seconds


def make_card(name: str, key: str, now: float) -> str:
    """The card of the Hub user `name`, good for the longest visit from `now` on (Unix seconds).

    `key` is the secret of the Hub and the proxy, which reads it in node/proxy/cookies.mjs.
    """
    end = int(now + LONGEST_VISIT * 86_400)
    signed = hmac.new(key.encode(), f"{CARD} {name} {end}".encode(), hashlib.sha256)
    return f"{name}.{end}.{signed.hexdigest()}"


class CardHandler(BaseHandler):
    """What the Hub's handlers of entering and leaving share."""

    def give_card(self, name: str) -> None:
        """This browser is now that of `name`, whoever it was before."""
        card = make_card(name, self.proxy.auth_token, time.time())
        # as the Hub's own cookies, it ends with the browser
        self.set_cookie(CARD, card, path=PATH, httponly=True, samesite="Lax")

    def take_card(self) -> None:
        """This browser is nobody's."""
        self.clear_cookie(CARD, path=PATH)


class AgainHandler(CardHandler):
    """`/hub/atelier?next=/user/x/…`: another card for a visitor whom the Hub still knows."""

    async def get(self) -> None:
        """Back to one's own workshop, or to the room, whose door says who may enter."""
        self.set_header("Cache-Control", "no-store")
        user, asked = self.current_user, self.get_argument("next", "")
        if user is None or not is_learner(user.name):
            return self.redirect(ROOM_PATH)
        self.give_card(user.name)
        # a browser that does not keep the card is not sent round and round
        self.set_cookie(
            GIVEN_AGAIN, "1", path=PATH, max_age=A_MOMENT, httponly=True, samesite="Lax"
        )
        mine = asked.startswith(f"{PATH}{user.name}/")
        self.redirect(asked if mine else ROOM_PATH)


class LeaveHandler(CardHandler, LogoutHandler):
    """The Hub's own logout, which also takes the card back, and ends what was copied."""

    async def handle_logout(self) -> None:
        """Even of a visitor whom the Hub no longer knows."""
        self.take_card()
        if self.current_user:
            self._end_everywhere(self.current_user.orm_user)

    def _end_everywhere(self, user: orm.User) -> None:
        """JupyterHub forgets its cookie in this browser only: a copy of it would open for days."""
        user.cookie_id = orm.new_token()
        mine = self.db.query(orm.APIToken).filter_by(user_id=user.id)
        for token in mine.filter(orm.APIToken.session_id.is_not(None)):
            self.db.delete(token)
        self.db.commit()
