"""The creative grid seen by an animator, and the sheet to print."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from quartiers.grading import creative
from quartiers.grading.sheet import render
from quartiers.room.animation.learner_page import LearnerWork, OneLearner
from quartiers.room.base import in_thread
from quartiers.room.learners.sheet import SHEET_POLICY, read_sheet
from quartiers.sessions.model import StoreError


class GridPage(LearnerWork):
    """`animation/jeunes/<id>/grille`: the animator ticks, after the learner."""

    async def post(self, learner_id: str) -> None:
        """Keep the ticks; when the learner has not begun, say so."""
        young = await self.find(learner_id)
        lesson = self.room.lesson(self.field("lecon"))
        if lesson is None:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        steps = creative.ticked({line.id: self.field(line.id) for line in creative.LINES})
        tick = self.room.store.grids.tick
        try:
            await in_thread(tick, young.id, lesson.code, "animateur", steps, self.now())
        except StoreError as reason:
            return await self.show_work(young, str(reason), "")
        await self.mark_read(young)
        self.back(young, f"?lecon={lesson.code}&fait=grille#fait")


class SheetPage(OneLearner):
    """`animation/jeunes/<id>/feuille?lecon=P01`: the learner's feedback on one A4."""

    async def get(self, learner_id: str) -> None:
        """The sheet as the learner has it."""
        young = await self.find(learner_id)
        lesson = self.room.lesson(self.get_query_argument("lecon", ""))
        if lesson is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        sheet = await in_thread(read_sheet, self.room, young, lesson)
        self.set_header("Content-Security-Policy", SHEET_POLICY)
        self.finish(render(sheet))
