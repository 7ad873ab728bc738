"""`retour/P01`: what the machine saw and what the animator wrote."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from quartiers.room.base import LearnerPage, in_thread
from quartiers.room.learners.feedback import make_feedback


class FeedbackPage(LearnerPage):
    """Stars, sentences, the word; asks again by itself while the work is being read."""

    async def get(self, code: str) -> None:
        """Show the feedback; a word shown is a word read."""
        lesson = self.room.lesson(code)
        if lesson is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        store, who = self.room.store, self.learner.id
        submission = await in_thread(store.submissions.latest, who, code)
        word = await in_thread(store.words.latest, who, code)
        feedback = make_feedback(self.room.courses, lesson, submission, word)
        if word is not None and word.read_at is None:
            await in_thread(store.words.mark_read, word.id, self.now())
        self.show("learners/retour.html", feedback=feedback)
