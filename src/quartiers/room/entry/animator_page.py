"""The animators' door: login and password."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from quartiers.room.base import Page, in_thread
from quartiers.room.entry.confirm_page import send_to_hub
from quartiers.sessions.animators import tidy_login

WRONG = "Identifiant et mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez."
TOO_MANY = "Il y a eu beaucoup d'essais. Attendez quelques minutes, puis réessayez."
# Each check takes some 32 MB and a good part of a second: two at once are enough.
CHECKS = asyncio.Semaphore(2)


class AnimatorDoor(Page):
    """A form that tells nobody which logins exist."""

    async def get(self) -> None:
        """Show the form, or the animators' home when already in."""
        if self.animator:
            return self.go("animation/")
        self._ask("", "")

    async def post(self) -> None:
        """Check login and password."""
        login, door = tidy_login(self.field("login")), self.room.animators_door
        if door.must_wait(self.address, self.now()) or door.must_wait(login, self.now()):
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            return self._ask(TOO_MANY, login)
        password = self.get_body_argument("password", "", strip=False)
        async with CHECKS:
            animator = await in_thread(self.room.store.animators.verify, login, password)
        if animator is None:
            door.count_wrong(self.address, self.now())
            door.for_each.count(login, self.now())
            self.set_status(HTTPStatus.FORBIDDEN)
            return self._ask(WRONG, login)
        await send_to_hub(self, animator.hub_name, "animation/")

    def _ask(self, notice: str, login: str) -> None:
        self.show("entry/animateur.html", notice=notice, login=login[:40])
