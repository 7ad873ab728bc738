"""`ouvrir/P01`: the learner's server is made ready, then the lesson opens."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from urllib.parse import urlencode

from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from quartiers.lessons.model import Lesson
from quartiers.room.base import LearnerPage
from quartiers.room.hub_client import HubTrouble, ServerState
from quartiers.room.pairs.handover import hand_over
from quartiers.room.starts import Decision

log = logging.getLogger(__name__)
# Seconds. A page that asks every second costs the room and the Hub more than one that waits.
HOLD = 15.0
BREATH = 0.3
TRIES = 3


class OpenPage(LearnerPage):
    """A page that waits gently: it asks again by itself, with or without JavaScript."""

    async def get(self, code: str) -> None:
        """Go to the lesson when the server is ready, wait otherwise."""
        lesson = self.lesson(code)
        decision = await self.advance()
        if decision == "ready":
            return self.redirect(self.lesson_url(lesson))
        if decision == "trouble":
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            return self.show("learners/panne.html", lesson=lesson)
        self.show("learners/ouvrir.html", lesson=lesson)

    async def post(self, code: str) -> None:
        """«Réessayer»: forget the starts that did not succeed."""
        lesson = self.lesson(code)
        self.room.starts.forget(self.learner.id)
        self.go(f"ouvrir/{lesson.code}")

    def lesson(self, code: str) -> Lesson:
        """The lesson of the address."""
        lesson = self.room.lesson(code)
        if lesson is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return lesson

    def lesson_url(self, lesson: Lesson) -> str:
        """Where the learner's server opens a lesson."""
        query = urlencode({"lesson": lesson.code})
        return self.room.config.server_url(self.learner.id, f"quartiers/open?{query}")

    async def advance(self) -> Decision:
        """Look at the server and start it when needed, without waiting for the start."""
        name = self.learner.id
        try:
            state = await self.room.hub.server(name)
            if state.ready and not await self.room.hub.really_runs(name):
                state = ServerState(pending=True)
        except HubTrouble as trouble:
            log.warning("%s", trouble)
            state = ServerState()
        decision = self.room.starts.decide(name, state, self.room.ticks())
        if decision == "ready":
            # Whatever was made in a pair before this home existed arrives now.
            await hand_over(self.room, name)
        if decision == "start":
            IOLoop.current().add_callback(self._start, name)
        return decision

    async def _start(self, name: str) -> None:
        try:
            await self.room.hub.start_server(name)
        except HubTrouble as trouble:
            log.warning("%s", trouble)


class OpenState(OpenPage):
    """What the waiting page's script asks: ready, or still waiting."""

    async def get(self, code: str) -> None:
        """The address to go to, when there is one; the answer waits for it a while."""
        lesson = self.lesson(code)
        decision = await self.advance()
        if decision in ("wait", "start"):
            decision = await self.settled()
        places = {"ready": self.lesson_url(lesson), "trouble": self.url(f"ouvrir/{lesson.code}")}
        self.finish({"go": places.get(decision)})

    async def settled(self) -> Decision:
        """What to do once the server has started, or after `HOLD` seconds."""
        for _ in range(TRIES):
            if await self.room.hub.starting(self.learner.id, HOLD):
                break
            await asyncio.sleep(BREATH)  # our wish to start it is still on its way
        return await self.advance()
