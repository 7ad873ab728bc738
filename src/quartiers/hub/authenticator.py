"""Login by single-use ticket: the room checks people, the Hub only believes the room's tickets."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.handlers.base import BaseHandler
from jupyterhub.handlers.login import LoginHandler
from tornado import web
from traitlets import Instance, default

from quartiers.hub.door_card import AgainHandler, CardHandler, LeaveHandler
from quartiers.hub.identity import HUB_NAME
from quartiers.hub.room_path import ROOM_PATH
from quartiers.sessions import Store, open_store
from quartiers.sessions.tickets import BROWSER_COOKIE
from quartiers.settings import Settings

TOO_LATE = "Ton entrée n'est plus valable. Elle dure une minute. Repasse par l'accueil."


class SafeNext(BaseHandler):
    """Goes on inside this site only, even when asked for what is no address at all."""

    def _validate_next_url(self, next_url: str) -> str:
        try:
            return str(super()._validate_next_url(next_url))
        except ValueError:  # `//[evil`: urllib reads no address there
            return ""


class SafeLogin(SafeNext, LoginHandler):
    """The Hub's own login page, which leads to the room."""


class TicketHandler(SafeNext, CardHandler):
    """`/hub/ticket?t=TOKEN&next=/services/salle/…`: log in, then go on inside this site."""

    async def get(self) -> None:
        """Redeem the ticket; whoever was logged in on this browser is logged out first."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        asked = {
            "ticket": self.get_argument("t", ""),
            "browser": self.get_cookie(BROWSER_COOKIE, ""),
        }
        self.clear_cookie(BROWSER_COOKIE, path=self.request.path)
        name = await self.authenticate(asked)
        if name is None:
            self.clear_header("Cache-Control")
            refusal = web.HTTPError(403, TOO_LATE)
            refusal.sentence = TOO_LATE  # type: ignore[attr-defined]  # shown by error.html
            raise refusal
        self._leave_the_former_session()
        user = await self.auth_to_user(name)
        self.set_login_cookie(user)
        self.give_card(user.name)
        self.log.info("User logged in: %s", user.name)
        self.redirect(self._validate_next_url(self.get_argument("next", "")) or ROOM_PATH)

    def _leave_the_former_session(self) -> None:
        # On a shared computer the room would go on believing its own cookie for the former
        # learner: the Hub revokes the tokens of that session, and a new session begins.
        if self.get_current_user_cookie() is not None:
            self.clear_login_cookie()
        self.set_session_cookie()


class TicketAuthenticator(Authenticator):
    """Nobody has a password here: a ticket from the sessions store is the only way in."""

    settings = Instance(Settings, help="The platform's settings.")
    store = Instance(Store, help="Where tickets are redeemed.")

    @default("auto_login")
    def _no_login_page(self) -> bool:
        return True

    @default("allow_all")
    def _a_ticket_is_enough(self) -> bool:
        return True

    @default("settings")
    def _settings_of_the_environment(self) -> Settings:
        return Settings.from_env()

    @default("store")
    def _open_the_store(self) -> Store:
        return open_store(self.settings.store_url)

    def login_url(self, base_url: str) -> str:
        """Whoever must log in is sent to the room's first page."""
        return ROOM_PATH

    def get_handlers(self, app: Any) -> list[tuple[str, type[BaseHandler]]]:
        """The handlers that we add to the Hub, or put before its own."""
        return [
            ("/ticket", TicketHandler),
            ("/login", SafeLogin),
            ("/atelier", AgainHandler),
            ("/logout", LeaveHandler),
        ]

    def normalize_username(self, username: str) -> str:
        """Names come from our own store: they are kept as they are."""
        return username

    def validate_username(self, username: str) -> bool:
        """Only the names that the sessions store gives."""
        return re.fullmatch(HUB_NAME, username) is not None

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """The Hub name of the ticket's owner, once; None for any other ticket."""
        ticket, browser = data.get("ticket", ""), data.get("browser", "")
        return self.store.tickets.redeem(ticket, datetime.now(UTC), browser) if ticket else None
