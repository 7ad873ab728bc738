"""The small requests of a lesson under way: who am I, where am I, hand raised, result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from quartiers.lessons.model import Lesson
from quartiers.room.api.base import CLOSED, Api
from quartiers.room.api.requests import ProgressReport, Refused, read_progress
from quartiers.room.base import in_thread
from quartiers.room.learners.map import is_answered
from quartiers.sessions.model import Submission, Word
from quartiers.sessions.store import Store

UNKNOWN_COMFORT = "La salle ne connaît pas ce réglage. Recharge la page, puis réessaie."
LARGEST_NUMBER = 2**31
"""Above the number of any row: PostgreSQL's own limit."""


class Me(Api):
    """`GET api/me`."""

    async def get(self) -> None:
        """Who the token belongs to, whether the séance is open, and whether the hand is up."""
        seance = await self.open_seance()
        learner = self.learner
        hand = await in_thread(self.room.store.help.open_request, learner.id)
        self.answer(
            {
                "id": learner.id,
                "pseudo": learner.pseudo,
                "seance_open": bool(seance),
                "raised": hand is not None,
            }
        )


class ReportProgress(Api):
    """`POST api/progress`."""

    async def post(self) -> None:
        """Note the step, the steps done, the stars, and whether the same message comes back."""
        raw = self.body()
        lesson = self.known_lesson(raw.get("lesson"))
        report = read_progress(raw, lesson)
        await in_thread(note_progress, self.room.store, self.learner.id, lesson, report, self.now())
        self.answer({})


class ComfortChoices(Api):
    """`GET` and `POST api/comfort`."""

    async def get(self) -> None:
        """How the learner likes to read."""
        comfort = await in_thread(self.room.store.comfort.get, self.learner.id)
        self.answer(comfort.to_dict())

    async def post(self) -> None:
        """Keep some choices or all of them; the answer has them all."""
        change = self.room.store.comfort.change
        try:
            comfort = await in_thread(change, self.learner.id, self.body())
        except (ValueError, TypeError) as reason:
            raise Refused(UNKNOWN_COMFORT) from reason
        self.answer(comfort.to_dict())


class Hand(Api):
    """`POST api/hand`."""

    async def post(self) -> None:
        """Raise the hand while the séance is open, lower it at any time."""
        raw, desk = self.body(), self.room.store.help
        lesson = self.known_lesson(raw.get("lesson"))
        raised = raw.get("raised") is True
        if raised and await self.open_seance() is None:
            raise Refused(CLOSED, HTTPStatus.CONFLICT)
        if raised:
            await in_thread(desk.raise_hand, self.learner.id, lesson.code, self.now())
        else:
            await in_thread(desk.lower, self.learner.id, self.now())
        self.answer({"raised": raised})

    async def get(self) -> None:
        """Whether the hand is up: an animator may have lowered it."""
        request = await in_thread(self.room.store.help.open_request, self.learner.id)
        self.answer({"raised": request is not None})


class Result(Api):
    """`GET api/result?lesson=P01`."""

    async def get(self) -> None:
        """The state of the last submission, and the animators' words."""
        lesson = self.known_lesson(self.get_query_argument("lesson", ""))
        store, who = self.room.store, self.learner.id
        submission = await in_thread(store.submissions.latest, who, lesson.code)
        words = await in_thread(store.words.of_lesson, who, lesson.code)
        ahead = await in_thread(store.submissions.ahead_of, submission) if submission else 0
        self.answer(result_data(submission, words, ahead))


class WordsRead(Api):
    """`POST api/words`."""

    async def post(self) -> None:
        """Note the words that the lesson has shown: `read` lists them."""
        shown = self.body().get("read")
        if not isinstance(shown, list) or not all(is_number(one) for one in shown):
            raise Refused("La salle n'a pas compris ce message. Recharge la page, puis réessaie.")
        await in_thread(self.room.store.words.mark_read, self.learner.id, shown, self.now())
        self.answer({})


def is_number(found: object) -> bool:
    """Whether this can be the number of a row: a whole one that a store can hold."""
    return type(found) is int and 0 < found < LARGEST_NUMBER


def note_progress(
    store: Store, learner_id: str, lesson: Lesson, report: ProgressReport, now: datetime
) -> None:
    """Note the place of a learner, and of whoever works beside them.

    One screen, one signal: only the learner whose session it is can be stuck.
    """
    pair = store.pairs.hosted_by(learner_id)
    places = {learner_id: report.stuck} | ({pair.guest.id: None} if pair else {})
    for who, stuck in places.items():
        store.progress.record(
            who, lesson.code, report.step, report.stars, now, report.steps_done, stuck
        )


def result_data(
    submission: Submission | None, words: Sequence[Word], ahead: int = 0
) -> dict[str, Any]:
    """The JSON of `api/result`; `ahead` is how many works are graded before this one."""
    result = submission.result if submission else None
    return {
        "status": submission.status if submission else "none",
        "result": result.to_dict() if result else None,
        "sentence": submission.sentence if submission else None,
        "words": [word_data(word, submission) for word in words],
        "submission": submission.id if submission else None,
        "ahead": ahead,
    }


def word_data(word: Word, submission: Submission | None) -> dict[str, Any]:
    """A word as JSON; `earlier` when the lesson was handed in again since."""
    return {
        "id": word.id,
        "text": word.text,
        "rework": word.rework,
        "date": word.written_at.isoformat(),
        "read": word.read_at is not None,
        "earlier": is_answered(word, submission),
    }
