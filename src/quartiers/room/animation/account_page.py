"""Animators' accounts: change one's password, let a colleague in, or out."""

from __future__ import annotations

from typing import Any

from quartiers.room.base import AnimatorPage, in_thread
from quartiers.room.entry.confirm_page import send_to_hub
from quartiers.room.sessions_end import end_sessions
from quartiers.room.sure import password_notice
from quartiers.room.turns import Crowded
from quartiers.sessions.model import StoreError


class AccountPage(AnimatorPage):
    """Three small forms on one page; each asks for the password of who sends it, every time."""

    async def get(self) -> None:
        """Show them."""
        done = "Votre mot de passe est changé." if self.get_query_argument("change", "") else ""
        await self._show("", done)

    async def post(self) -> None:
        """Do the one that was sent, and say how it went."""
        gestures = {"ajouter": self._add, "retirer": self._remove, "changer": self._change}
        try:
            await self._check_password()
            done = await gestures.get(self.field("geste"), self._change)()
        except StoreError as reason:
            return await self._show(str(reason), "", self.field("login"))
        if not self._finished:
            await self._show("", done)

    async def _check_password(self) -> None:
        notice = await password_notice(self, self.get_body_argument("ancien", "", strip=False))
        if notice:
            raise StoreError(notice)

    async def _change(self) -> str:
        """Sessions that were opened with the former password end; this browser's goes on."""
        new = self.get_body_argument("nouveau", "", strip=False)
        await self._hash(self.room.store.animators.change_password, self.animator.id, new)
        await end_sessions(self, self.animator.hub_name)
        self.room.sure.forget(self.animator.login)
        await send_to_hub(self, self.animator.hub_name, "animation/compte?change=oui")
        return ""

    async def _add(self) -> str:
        password = self.get_body_argument("nouveau", "", strip=False)
        added = await self._hash(self.room.store.animators.create, self.field("login"), password)
        return f"{added.login} peut entrer avec ce mot de passe."

    async def _remove(self) -> str:
        leaving = await in_thread(self.room.store.animators.by_login, self.field("login"))
        if leaving is None or leaving.id == self.animator.id:
            raise StoreError("Choisissez dans la liste la personne à retirer.")
        await in_thread(self.room.store.animators.remove, leaving.id)
        await end_sessions(self, leaving.hub_name)
        return f"{leaving.login} ne peut plus entrer. Ses mots aux jeunes restent."

    async def _hash(self, make: Any, *values: object) -> Any:
        try:
            async with self.room.hashes.turn(self.address):
                return await in_thread(make, *values)
        except Crowded:
            raise StoreError(
                "Beaucoup de monde entre en ce moment. Réessayez dans un instant."
            ) from None

    async def _show(self, notice: str, done: str, login: str = "") -> None:
        everybody = await in_thread(self.room.store.animators.all)
        self.show(
            "animation/compte.html", everybody=everybody, notice=notice, done=done, login=login
        )
