"""Animators' gestures that cannot be undone, or take data out: they ask for the password again.

An animator may leave a screen for a minute; whoever sits down there must not get far.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from quartiers.room.base import AnimatorPage
from quartiers.room.passwords import TooManyTries, check_password

COOKIE = "salle-certain"
FIELD = "certain-mot-de-passe"
NOT_THIS = "Ce mot de passe ne va pas. Retapez-le doucement."


class SurePage(AnimatorPage):
    """A page whose forms, and whose content when `guards_reading`, need a password just given."""

    guards_reading: ClassVar[bool] = False
    _key: str = ""

    async def prepare(self) -> None:
        """Let through who has just given the password, or gives it with this form."""
        await super().prepare()
        if self._finished:
            return
        sends, sure = self.request.method == "POST", self.is_sure()
        notice = await self.not_sure() if sends and not sure else ""
        if notice:
            self.set_status(HTTPStatus.FORBIDDEN)
            await self.ask_password(notice)
        elif sends and self.guards_reading:
            self.show("animation/certain.html", done=True)
        elif not sends and not sure and self.guards_reading:
            await self.ask_password("")

    def is_sure(self) -> bool:
        """Whether the password was given here a few minutes ago."""
        key = self._key or self.get_cookie(COOKIE, "")
        return self.room.sure.holds(key, self.animator.login, self.room.ticks())

    async def not_sure(self) -> str:
        """Judge the password of the form: the sentence that refuses it, empty when it is right."""
        password = self.get_body_argument(FIELD, "", strip=False)
        if not password:
            return "Ce geste demande votre mot de passe."
        notice = await password_notice(self, password)
        if not notice:
            self._key = self.room.sure.add(self.animator.login, self.room.ticks())
            self.set_cookie(
                COOKIE, self._key, path=self.url("animation/"), httponly=True, samesite="Strict"
            )
        return notice

    async def ask_password(self, notice: str) -> None:
        """The page that asks; what the form held goes on with the password."""
        kept = [
            (name, value)
            for name in self.request.body_arguments
            if name not in (FIELD, "_xsrf")
            for value in self.get_body_arguments(name)
        ]
        self.show("animation/certain.html", done=False, kept=kept, notice=notice)


async def password_notice(page: AnimatorPage, password: str) -> str:
    """The sentence that refuses this animator's password; empty when it is right."""
    try:
        good = await check_password(page, page.animator.login, password)
    except TooManyTries as reason:
        return str(reason)
    return "" if good else NOT_THIS
