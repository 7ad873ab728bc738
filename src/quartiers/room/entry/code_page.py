"""The first page: the code of the séance."""

from __future__ import annotations

from http import HTTPStatus

from quartiers.grading import french
from quartiers.room.base import DOOR_COOKIE, Page, in_thread
from quartiers.room.entry.flow import Flow
from quartiers.room.entry.leaving import GOODBYE_COOKIE
from quartiers.room.entry.steps import keep_flow
from quartiers.sessions.codes import tidy_code

WRONG = "Ce code n'ouvre pas de séance. Regarde le mur, ou demande à ton animateur."
TOO_MANY = "Il y a eu beaucoup d'essais. Attends {}, puis essaie encore."


class CodePage(Page):
    """Everybody's way in; those whom the Hub knows go straight to their own page."""

    async def get(self) -> None:
        """Ask for the code, unless the visitor is known or has just left."""
        if self.get_cookie(GOODBYE_COOKIE):
            return self.go("au-revoir")
        if self.learner:
            return self.go("lecons")
        if self.animator:
            return self.go("animation/")
        if self.get_cookie(DOOR_COOKIE):
            self.clear_cookie(DOOR_COOKIE, path=self.url())
            return self.go("animation/entrer")
        self._ask("", tidy_code(self.get_query_argument("code", "")))

    async def post(self) -> None:
        """Check the code; wrong, closed and unknown get the same answer in the same time."""
        typed, door = self.field("code"), self.room.learners_door
        wait = door.knock(self.address, self.room.ticks())
        if wait:
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            return self._ask(TOO_MANY.format(french.wait(wait)), tidy_code(typed))
        seance = await in_thread(self.room.store.seances.by_code, typed)
        if seance is None:
            self.set_status(HTTPStatus.FORBIDDEN)
            return self._ask(WRONG, tidy_code(typed))
        door.right(self.address, self.room.ticks())
        keep_flow(self, Flow(seance.id))
        self.go("qui")

    def _ask(self, notice: str, typed: str) -> None:
        self.show("entry/code.html", notice=notice, typed=typed[:8])
