"""«L'état de la boîte»: what is left on the disk, what time it is there, and the way to mend it."""

from __future__ import annotations

from quartiers.room.base import AnimatorPage, in_thread
from quartiers.room.box.disk import read_disk
from quartiers.room.clock import ClockRefused, asked_moment


class BoxPage(AnimatorPage):
    """The box, for the adults."""

    async def get(self) -> None:
        """Show it."""
        await self.show_box()

    async def show_box(self, notice: str = "", done: str = "") -> None:
        """The page, with a refusal or a success in it."""
        disk = await in_thread(read_disk, self.room.settings, self.room.store)
        self.show("animation/boite.html", disk=disk, notice=notice, done=done)


class ClockPage(BoxPage):
    """Set the clock; sessions that the former clock signed may be over, so the answer is here."""

    async def get(self) -> None:
        """After a reload of the answer."""
        self.go("animation/boite")

    async def post(self) -> None:
        """Take the time of the adult's computer."""
        try:
            moment = asked_moment(self.field("instant"), self.field("moment"))
            await in_thread(self.room.set_clock, moment)
        except ClockRefused as reason:
            return await self.show_box(notice=str(reason))
        await self.show_box(
            done="La boîte est à l'heure. Tout le travail est gardé. Les jeunes et vous devrez "
            "peut-être entrer de nouveau."
        )
