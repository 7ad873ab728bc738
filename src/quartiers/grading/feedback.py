"""What `nbgrader generate_feedback` writes: our own sheet, from a graded notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from quartiers.grading.heard import heard
from quartiers.grading.nbfiles import read_graded
from quartiers.grading.preprocessors.proof import read_rewritten
from quartiers.grading.preprocessors.restore import grade_id
from quartiers.grading.sheet import ANY_COLOUR, Sheet, SheetLine, render
from quartiers.grading.works import Work, works_in
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings


class FeedbackExporter(HTMLExporter):
    """nbgrader's exporter, which writes our sheet instead of the notebook turned into HTML."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Read the graded notebook, which our side wrote and checked."""
        return self.from_notebook_node(read_graded(Path(filename)), resources, **kwargs)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> Any:
        """Let the preprocessors bring the marks, then make the sheet."""
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return render(read_sheet(nb, resources["nbgrader"], Settings.from_env())), resources


def read_sheet(nb: NotebookNode, names: Mapping[str, Any], settings: Settings) -> Sheet:
    """The sheet of a graded notebook; `names` is nbgrader's (student, assignment, score…).

    A course or a learner of elsewhere gets a sheet too, with less on it.
    """
    courses = read_courses(settings.courses)
    lesson = lesson_of(courses, names["assignment"])
    track = courses.track(lesson.track) if lesson else None
    after = courses.after(lesson) if lesson else None
    people = heard(settings, names["student"], lesson.code if lesson else "")
    return Sheet(
        title=lesson.title if lesson else names["notebook"],
        learner=names.get("called") or people.pseudo,
        date=people.date,
        stars=names["score"],
        out_of=names["max_score"],
        lines=tuple(lines_of(nb.cells, lesson)),
        track=track.title if track else "",
        colour=track.colour if track else ANY_COLOUR,
        rework=people.rework,
        word=people.word,
        word_date=people.word_date,
        word_is_earlier=people.word_is_earlier,
        grid=people.grid,
        next_title=after.title if after else "",
    )


def lesson_of(courses: Courses, assignment: str) -> Lesson | None:
    """The lesson of an assignment; None for one that is not ours."""
    return next((one for one in courses.lessons if one.assignment == assignment), None)


def lines_of(cells: Sequence[NotebookNode], lesson: Lesson | None) -> Iterator[SheetLine]:
    """One line for each cell that gives points, with the works of the answer it is about."""
    works: tuple[Work, ...] = ()
    comment = ""
    for cell in cells:
        if is_solution(cell):
            works, comment = works_in(cell), str(cell.metadata.nbgrader.get("comment") or "")
        if is_grade(cell):
            yield _line(cell, lesson, comment, works)
            works, comment = (), ""


def _line(
    cell: NotebookNode, lesson: Lesson | None, comment: str, works: tuple[Work, ...]
) -> SheetLine:
    marks = cell.metadata.nbgrader
    said = read_rewritten(cell) if cell.cell_type == "code" else None
    return SheetLine(
        title_of(cell, lesson),
        marks.get("score") or 0,
        marks.get("points") or 0,
        said.sentence if said else "",
        comment,
        works,
    )


def title_of(cell: NotebookNode, lesson: Lesson | None) -> str:
    """`Modifie · Le grand coin`, or the cell's name in a notebook that is not ours."""
    number = cell.metadata.get("quartiers", {}).get("exercice")
    exercise = lesson.exercise(number) if lesson and number is not None else None
    return f"{exercise.kind} · {exercise.title}" if exercise else grade_id(cell) or "Exercice"
