"""`retour/P01`: what the machine saw, what the animator wrote, and the learner's own grid."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from quartiers.grading import creative
from quartiers.grading.sheet import render
from quartiers.lessons.model import Lesson
from quartiers.room.base import LearnerPage, in_thread
from quartiers.room.learners.sheet import SHEET_POLICY, read_feedback, read_sheet
from quartiers.sessions.model import StoreError


class LessonPage(LearnerPage):
    """A page about one lesson."""

    def find(self, code: str) -> Lesson:
        """The lesson of this code, or the page that says there is none."""
        lesson = self.room.lesson(code)
        if lesson is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return lesson


class FeedbackPage(LessonPage):
    """Stars, sentences, works, the word; asks again by itself while the work is being read."""

    async def get(self, code: str) -> None:
        """Show the feedback; a word shown is a word read."""
        lesson, store, who = self.find(code), self.room.store, self.learner.id
        feedback = await in_thread(read_feedback, self.room, who, lesson)
        latest = await in_thread(store.submissions.latest, who, code)
        ahead = await in_thread(store.submissions.ahead_of, latest) if latest else 0
        grid = await in_thread(store.grids.of, who, code)
        if unread := [word.id for word in feedback.words if word.read_at is None]:
            await in_thread(store.words.mark_read, who, unread, self.now())
        self.show(
            "learners/retour.html",
            feedback=feedback,
            ahead=ahead,
            grid=grid,
            grid_lines=creative.LINES,
            grid_steps=creative.STEPS,
        )


class TickGrid(LessonPage):
    """`retour/P01/grille`: the learner says where they are; it changes no star."""

    async def post(self, code: str) -> None:
        """Keep the ticks and come back to them."""
        lesson = self.find(code)
        steps = creative.ticked({line.id: self.field(line.id) for line in creative.LINES})
        tick = self.room.store.grids.tick
        try:
            await in_thread(tick, self.learner.id, lesson.code, "jeune", steps, self.now())
        except StoreError as reason:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from reason
        self.go(f"retour/{lesson.code}#creation")


class FeedbackSheet(LessonPage):
    """`retour/P01/feuille`: the same on one A4, or as a file with `?emporter=oui`."""

    async def get(self, code: str) -> None:
        """The sheet, which carries all it needs."""
        lesson = self.find(code)
        sheet = await in_thread(read_sheet, self.room, self.learner, lesson)
        self.set_header("Content-Security-Policy", SHEET_POLICY)
        if self.get_query_argument("emporter", ""):
            name = f'attachment; filename="retour-{lesson.code}.html"'
            self.set_header("Content-Disposition", name)
        self.finish(render(sheet))
