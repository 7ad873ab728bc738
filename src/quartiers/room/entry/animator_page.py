"""The animators' door: login and password."""

from __future__ import annotations

from http import HTTPStatus

from quartiers.room.base import Page
from quartiers.room.entry.confirm_page import send_to_hub
from quartiers.room.passwords import TooManyTries, check_password
from quartiers.sessions.animators import tidy_login

WRONG = "Identifiant et mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez."


class AnimatorDoor(Page):
    """A form that tells nobody which logins exist."""

    async def get(self) -> None:
        """Show the form, or the animators' home when already in."""
        if self.animator:
            return self.go("animation/")
        self._ask("", "")

    async def post(self) -> None:
        """Check login and password."""
        login = tidy_login(self.field("login"))
        password = self.get_body_argument("password", "", strip=False)
        try:
            animator = await check_password(self, login, password)
        except TooManyTries as reason:
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            return self._ask(str(reason), login)
        if animator is None:
            self.set_status(HTTPStatus.FORBIDDEN)
            return self._ask(WRONG, login)
        await send_to_hub(self, animator.hub_name, "animation/")

    def _ask(self, notice: str, login: str) -> None:
        self.show("entry/animateur.html", notice=notice, login=login[:40])
