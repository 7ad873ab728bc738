"""`POST api/submit`: a notebook handed in, safe on disk before anybody hears of it."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from datetime import datetime, timedelta
from http import HTTPStatus

from sqlalchemy.exc import OperationalError
from tornado.web import stream_request_body

from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.inbox import drop
from quartiers.grading.labels import Label
from quartiers.kernels.disk.reserve import left_to_us
from quartiers.lessons.model import Lesson
from quartiers.room.api.base import FULL, UNKNOWN, Api
from quartiers.room.api.requests import Refused, read_notebook, read_object, too_big
from quartiers.room.arrivals import LEAST_ROOM, Body
from quartiers.room.base import in_thread
from quartiers.room.pairs.handover import share_so_far
from quartiers.room.receiving import Receiving
from quartiers.room.room import Room
from quartiers.sessions.model import StoreError, Submission
from quartiers.sessions.pairs import Pair

MOST_IN_AN_HOUR = 60
MOST_WAITING = 240  # eight for each of thirty learners: something is wrong
BACK_IN = 5
SHARING_SECONDS = 5.0
"""The answer waits no longer for the home of a partner, who may have made it slow to visit."""
CROWDED = (
    "Beaucoup de travaux attendent déjà. Le tien est gardé sur ton écran. "
    "Rends encore dans une minute."
)
TOO_OFTEN = "Tu as rendu beaucoup de fois. Attends un peu, puis rends encore."

_under_way: set[asyncio.Task[bool]] = set()
"""What is still being shared after its answer: the event loop itself does not hold it."""


@stream_request_body
class Submit(Receiving, Api):
    """Takes the body in first, then a turn: who sends slowly, or nothing, keeps nobody waiting."""

    LARGEST = 3 * LARGEST_NOTEBOOK  # JSON may write one byte as six (\u0001); only a few are
    LARGEST_TRANSFER = 6 * LARGEST_NOTEBOOK

    async def prepare(self) -> None:
        """Know the learner before taking anything."""
        self.limit_body()
        await super().prepare()
        if not self._finished:
            self.expect_from(self.learner.id)

    async def post(self) -> None:
        """Check, write, then queue."""
        self.body_is_whole()
        if self.arriving is None or self.arriving.is_lost:
            raise come_back(self.room)
        if self.arriving.is_too_long:
            raise too_big(self.arriving.received, LARGEST_NOTEBOOK)
        async with self.room.handing_in.of(self.learner.id):
            lesson, content = await in_thread(self._read, self.arriving)
            self.arriving.close()
            pair = await in_thread(self.room.store.pairs.hosted_by, self.learner.id)
            submission = await in_thread(
                receive_for_all, self.room, self.learner.id, pair, lesson, content, self.now()
            )
        if pair is not None:
            sharing = asyncio.create_task(share_so_far(self.room, pair))
            _under_way.add(sharing)
            sharing.add_done_callback(_under_way.discard)
            await asyncio.wait({sharing}, timeout=SHARING_SECONDS)
        together = {"together": pair.guest.pseudo} if pair else {}
        self.answer({"submission": submission.id, **together}, HTTPStatus.ACCEPTED)

    def _read(self, body: Body) -> tuple[Lesson, bytes]:
        raw = read_object(body.read())
        return self.known_lesson(raw.get("lesson")), read_notebook(raw, LARGEST_NOTEBOOK)


def receive_for_all(
    room: Room, learner_id: str, pair: Pair | None, lesson: Lesson, content: bytes, now: datetime
) -> Submission:
    """Receive a notebook for its learner, and the same bytes for whoever worked beside them.

    Each is a submission of its own, graded on its own. Handing in again after a trouble between
    the two gives the missing one only.
    """
    if pair is None:
        return receive(room, learner_id, lesson, content, now)
    mine = receive(room, learner_id, lesson, content, now, pair.guest.id)
    receive(room, pair.guest.id, lesson, content, now, learner_id)
    return mine


def receive(
    room: Room,
    learner_id: str,
    lesson: Lesson,
    content: bytes,
    now: datetime,
    partner_id: str | None = None,
) -> Submission:
    """Put a notebook into the box and into the queue; the same one twice counts once.

    It is taken even when the séance has just been closed: no work is ever turned away. Only a
    crowded room asks to come back, and the learner's server does so by itself.
    """
    submissions = room.store.submissions
    digest = hashlib.sha256(content).hexdigest()
    waiting = submissions.latest(learner_id, lesson.code)
    if waiting and waiting.sha256 == digest and waiting.status in ("pending", "running"):
        return waiting
    if submissions.since(learner_id, now - timedelta(hours=1), now) >= MOST_IN_AN_HOUR:
        raise Refused(TOO_OFTEN, HTTPStatus.TOO_MANY_REQUESTS)
    if submissions.count_pending() >= MOST_WAITING or is_full_here(room):
        raise come_back(room)
    key = submissions.new_id()
    label = Label(learner_id, lesson.code, partner_id or "")
    path = drop(room.settings.inbox, key, lesson.assignment, content, label)
    try:
        return submissions.receive(
            learner_id, lesson.code, digest, len(content), now, id=key, partner_id=partner_id
        )
    except StoreError as gone:  # erased meanwhile, or the partner: nothing may stay in the box
        shutil.rmtree(path.parent)
        raise Refused(UNKNOWN, HTTPStatus.FORBIDDEN) from gone
    except OperationalError:  # busy: it will be handed in again, under another key
        if submissions.get(key) is None:
            shutil.rmtree(path.parent)
        raise


def is_full_here(room: Room) -> bool:
    """Whether a work must wait outside because the disk is nearly full."""
    return left_to_us(room.settings.data) < LEAST_ROOM


def come_back(room: Room) -> Refused:
    """The refusal of a work that may come again in a moment: its sentence names the disk or the
    crowd, whichever it is."""
    sentence = FULL if is_full_here(room) else CROWDED
    return Refused(sentence, HTTPStatus.SERVICE_UNAVAILABLE, BACK_IN)
