"""Going home: out of the room, out of the Hub, and a page that says all is kept."""

from __future__ import annotations

from http import HTTPStatus

from tornado.ioloop import IOLoop

from quartiers.room.base import Page
from quartiers.room.pairs.handover import end_pairs_of
from quartiers.room.sessions_end import end_sessions, forget_answers

GOODBYE_COOKIE = "salle-au-revoir"


class Leave(Page):
    """Log out everywhere; a learner's server stops, their files stay.

    An animator is out in every browser: what was copied, or left open elsewhere, is closed too.
    """

    async def post(self) -> None:
        """The Hub ends the session, then comes back to our first page."""
        if self.learner:
            await end_pairs_of(self.room, self.learner.id)
            IOLoop.current().add_callback(self.room.hub.stop_quietly, self.learner.id)
        if self.animator:
            self.room.sure.forget(self.animator.login)
            await end_sessions(self, self.animator.hub_name)
        self.hub_auth.clear_cookie(self)
        forget_answers(self)
        if not self.animator and self.field("nouveau") != "oui":  # else straight to the code
            self.set_cookie(GOODBYE_COOKIE, "1", path=self.url(), max_age=60, httponly=True)
        self.redirect(self.room.config.hub_url("logout"), status=HTTPStatus.SEE_OTHER)


class Goodbye(Page):
    """«Au revoir»."""

    async def get(self) -> None:
        """Shown once; the next visitor of this computer begins with the code."""
        self.clear_cookie(GOODBYE_COOKIE, path=self.url())
        self.show("entry/au_revoir.html")
