"""Of which lesson a notebook is, and how much of it was begun: from its text, never its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode

from quartiers.grading.begun import is_begun
from quartiers.grading.intake import read_handed_in
from quartiers.grading.nbfiles import new_cell
from quartiers.grading.preprocessors.restore import grade_id
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.notebook import Cell, read_notebook
from quartiers.lessons.regions import BEGIN_SOLUTION, cut_answer

CHANGED = ("reponse", "controle")
"""The cells that learners, or the release of the lesson, change."""


@dataclass(frozen=True)
class Looked:
    """What a notebook is: its lesson if it is known, and how many answers were begun.

    `is_marked`: it has the lesson's own marks, without which no answer is found. `is_solution`:
    it is the teacher's.
    """

    lesson: Lesson | None
    begun: int = 0
    is_marked: bool = False
    is_solution: bool = False


@dataclass(frozen=True)
class Landmarks:
    """By what a lesson's notebooks are known, and its answers as they are given, by name."""

    title: str
    texts: frozenset[str]
    given: Mapping[str, NotebookNode]


@dataclass(frozen=True)
class Recogniser:
    """Knows the lessons of these courses; each is read once."""

    courses: Courses

    def look(self, content: bytes) -> Looked:
        """Say what these bytes are; raises UnreadableNotebook."""
        cells = read_handed_in(content).cells
        lesson = self._lesson({cell.source.strip() for cell in cells})
        if lesson is None:
            return Looked(None)
        given = self._landmarks[lesson].given
        mine = {name: cell for cell in cells if (name := grade_id(cell) or "") in given}
        begun = sum(is_begun(mine[name], given[name]) for name in mine)
        is_solution = any(BEGIN_SOLUTION in cell.source for cell in cells)
        return Looked(lesson, begun, bool(mine), is_solution)

    def _lesson(self, texts: set[str]) -> Lesson | None:
        """The lesson of which most texts are there; else the one whose title is."""
        shared = {lesson: len(one.texts & texts) for lesson, one in self._landmarks.items()}
        best = max(shared, key=lambda lesson: shared[lesson], default=None)
        if best is not None and shared[best]:
            return best
        lines = {line.strip() for text in texts for line in text.split("\n")}
        titled = (lesson for lesson, one in self._landmarks.items() if one.title in lines)
        return next(titled, None)

    @cached_property
    def _landmarks(self) -> dict[Lesson, Landmarks]:
        return {lesson: landmarks_of(lesson) for lesson in self.courses.lessons}


def landmarks_of(lesson: Lesson) -> Landmarks:
    """Read them from the teacher's notebook."""
    cells = read_notebook(lesson.notebook).cells
    texts = {cell.source.strip() for cell in cells if cell.role not in CHANGED}
    answers = [cell for cell in cells if cell.role == "reponse" and "grade_id" in cell.nbgrader]
    given = {str(cell.nbgrader["grade_id"]): _given(cell) for cell in answers}
    return Landmarks(f"# {lesson.title}", frozenset(texts - {""}), given)


def _given(cell: Cell) -> NotebookNode:
    """An answer cell as it is released."""
    cut = cut_answer(cell.source)
    return new_cell(cell.kind, cut.with_answer(cut.released_region), {})
