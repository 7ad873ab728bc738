"""The stars of a séance as a file for a spreadsheet."""

from __future__ import annotations

from quartiers.grading.french import PARIS
from quartiers.grading.marks import export_marks
from quartiers.room.animation.seance_page import OneSeance
from quartiers.room.base import in_thread
from quartiers.room.room import Room
from quartiers.sessions.model import Seance


class MarksPage(OneSeance):
    """The CSV file, under a name that says the centre's day."""

    async def get(self, number: str) -> None:
        """Answer with the file."""
        seance = await self.find(number)
        content = await in_thread(marks_of, self.room, seance)
        day = seance.opened_at.astimezone(PARIS).strftime("%Y-%m-%d")
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="etoiles-{day}.csv"')
        self.finish(content)


def marks_of(room: Room, seance: Seance) -> bytes:
    """The best stars of all who entered, in the lessons of the day (all of them when none was
    chosen)."""
    present = [presence.learner.id for presence in room.store.seances.present(seance.id)]
    today = [one for one in room.courses.lessons if one.code in seance.lessons]
    return export_marks(room.store, today or room.courses.lessons, present)
