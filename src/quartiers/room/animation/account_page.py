"""Animators' accounts: change one's password, let a colleague in."""

from __future__ import annotations

from quartiers.room.base import AnimatorPage, in_thread
from quartiers.sessions.model import StoreError


class AccountPage(AnimatorPage):
    """Two small forms on one page."""

    async def get(self) -> None:
        """Show them."""
        await self._show("", "")

    async def post(self) -> None:
        """Do the one that was sent, and say how it went."""
        try:
            done = await (self._add() if self.field("geste") == "ajouter" else self._change())
        except StoreError as reason:
            return await self._show(str(reason), "", self.field("login"))
        await self._show("", done)

    async def _change(self) -> str:
        old = self.get_body_argument("ancien", "", strip=False)
        new = self.get_body_argument("nouveau", "", strip=False)
        store = self.room.store.animators
        if await in_thread(store.verify, self.animator.login, old) is None:
            raise StoreError("L'ancien mot de passe ne va pas. Retapez-le doucement.")
        await in_thread(store.change_password, self.animator.id, new)
        return "Votre mot de passe est changé."

    async def _add(self) -> str:
        password = self.get_body_argument("nouveau", "", strip=False)
        added = await in_thread(self.room.store.animators.create, self.field("login"), password)
        return f"{added.login} peut entrer avec ce mot de passe."

    async def _show(self, notice: str, done: str, login: str = "") -> None:
        everybody = await in_thread(self.room.store.animators.all)
        self.show(
            "animation/compte.html", everybody=everybody, notice=notice, done=done, login=login
        )
