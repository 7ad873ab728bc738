"""What every request of a learner's server has: a Hub token, JSON, errors as a sentence."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from tornado.web import HTTPError

from quartiers.kernels.disk.full import is_full
from quartiers.lessons.model import Lesson
from quartiers.room.api.requests import Refused, read_object
from quartiers.room.base import LEARNER_PREFIX, Safe, in_thread
from quartiers.sessions.model import Learner, Seance

UNKNOWN = "La salle ne te reconnaît pas. Reviens à « Mes leçons » et ouvre la leçon encore."
TROUBLE = "La salle a un souci. Ton travail est gardé. Appelle un animateur."
NOTHING = "La salle n'a rien à cette adresse. Recharge la page, puis réessaie."
FULL = (
    "L'ordinateur de la salle n'a plus de place. Ton travail est gardé sur ton écran. "
    "Appelle un animateur."
)
CLOSED = "La séance est fermée. Ton travail est gardé."


class Api(Safe):
    """A request recognised by its token only: cookies are never looked at."""

    learner: Learner

    def check_xsrf_cookie(self) -> None:
        """No cookie counts here, so there is nothing that another site could abuse."""

    async def prepare(self) -> None:
        """Find the learner of the token."""
        learner = await self._find_learner()
        if learner is None:
            self.refuse(Refused(UNKNOWN, HTTPStatus.FORBIDDEN))
        else:
            self.learner = learner

    async def _find_learner(self) -> Learner | None:
        auth = self.settings["hub_auth"]
        token = auth.get_token(self, in_cookie=False)
        user = await auth.user_for_token(token, sync=False) if token else None
        if not user or not auth.check_scopes(auth.access_scopes, user):
            return None
        name = str(user.get("name", ""))
        if not name.startswith(LEARNER_PREFIX):
            return None
        return await in_thread(self.room.store.learners.get, name)

    async def open_seance(self) -> Seance | None:
        """The open séance of this learner."""
        return await in_thread(self.room.store.seances.open_for, self.learner.id)

    def body(self) -> dict[str, Any]:
        """The JSON object sent."""
        return read_object(self.request.body)

    def known_lesson(self, code: object) -> Lesson:
        """The lesson of this code; Refused when there is none."""
        lesson = self.room.lesson(code) if isinstance(code, str) else None
        if lesson is None:
            raise Refused("La salle ne connaît pas cette leçon. Reviens à « Mes leçons ».", 404)
        return lesson

    def answer(self, data: dict[str, Any], status: int = HTTPStatus.OK) -> None:
        """Send JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(data, ensure_ascii=False))

    def refuse(self, refused: Refused) -> None:
        """Send the sentence of a refusal."""
        if refused.retry_after:
            self.set_header("Retry-After", str(refused.retry_after))
        self.answer({"sentence": refused.sentence}, refused.status)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A sentence whatever happens; refusals carry their own."""
        reason = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(reason, Refused):
            return self.refuse(reason)
        if is_full(reason):
            return self.answer({"sentence": FULL}, HTTPStatus.INSUFFICIENT_STORAGE)
        self.answer({"sentence": TROUBLE}, status_code)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A refusal is no trouble of ours: keep it out of the log."""
        if not isinstance(value, Refused | HTTPError):
            super().log_exception(typ, value, tb)


class Nothing(Api):
    """Any other address, at the door of learners' servers."""

    async def prepare(self) -> None:
        """Say so, to anybody."""
        self.refuse(Refused(NOTHING, HTTPStatus.NOT_FOUND))
