"""«Attends un petit moment»: the page of who needs an animator's yes, which goes on by itself."""

from __future__ import annotations

from quartiers.room.entry.confirm_page import enter
from quartiers.room.entry.steps import Step


class WaitingPage(Step):
    """A number to show to the animator, who reads the same on the board."""

    needs_person = True

    async def get(self) -> None:
        """Wait, enter, or go back to the tiles; with `etat`, say only whether it is over."""
        ask = self.room.asks.follow(self.flow.ask, self.room.ticks())
        if self.get_query_argument("etat", ""):
            self.finish({"fini": ask is None or ask.answer is not None})
            return
        if ask is not None and ask.answer is None:
            return self.show("entry/attends.html", flow=self.flow, number=ask.number)
        self.room.asks.close(self.flow.ask)
        if ask is not None and ask.answer:
            return await enter(self, ask.pictures)
        self.keep(self.flow.back_to_tiles())
        if ask is None:
            return self.go("qui")
        self.show("entry/refus.html", pseudo=self.flow.pseudo)
