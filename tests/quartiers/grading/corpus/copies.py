"""A learner's copy of a lesson as plain JSON: blank, right, or with one answer of our choice."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quartiers.lessons.model import Lesson
from quartiers.lessons.regions import cut_answer, hidden_of

Notebook = dict[str, Any]
Cell = dict[str, Any]


@dataclass(frozen=True)
class Copies:
    """The released notebook of a lesson, and the teacher's, from which copies are made."""

    lesson: Lesson
    released: Notebook
    teacher: Notebook

    def blank(self) -> Notebook:
        """The copy as it is given."""
        return deepcopy(self.released)

    def right(self, **answers: str) -> Notebook:
        """Right answers everywhere, but `ex3="…"` for the whole answer cell of exercise 3."""
        copy = self.blank()
        for number in self.numbers:
            answer(copy, number)["source"] = answers.get(f"ex{number}", self.solution(number))
        return copy

    def blank_but(self, **answers: str) -> Notebook:
        """The copy as given, but for these whole answer cells."""
        copy = self.blank()
        for name, source in answers.items():
            answer(copy, int(name.removeprefix("ex")))["source"] = source
        return copy

    def right_and(self, number: int, more: str) -> Notebook:
        """Right answers everywhere, `more` being added under that of one exercise."""
        return self.right(**{f"ex{number}": f"{self.solution(number)}\n{more}"})

    def more_and_right(self, number: int, more: str) -> Notebook:
        """The same, `more` being added above."""
        return self.right(**{f"ex{number}": f"{more}\n{self.solution(number)}"})

    @property
    def numbers(self) -> list[int]:
        """The exercises of the lesson."""
        return [exercise.number for exercise in self.lesson.exercises]

    def solution(self, number: int) -> str:
        """The whole answer cell with the teacher's solution."""
        cut = cut_answer(text(answer(self.teacher, number)))
        return cut.with_answer(cut.solution)

    def secrets(self) -> list[str]:
        """Lines of code that only hidden tests hold: nobody but the grader may see them."""
        shown = json.dumps(self.released, ensure_ascii=False)
        checks = (text(cell) for cell in self.teacher["cells"] if cell["cell_type"] == "code")
        lines = {line.strip() for check in checks for line in hidden_of(check).split("\n")}
        return [line for line in lines if "c." in line and len(line) > 12 and line not in shown]


def read_copies(lesson: Lesson, published: Path) -> Copies:
    """Read the two notebooks of a built lesson."""
    released = published / lesson.track / lesson.assignment / lesson.notebook.name
    return Copies(lesson, json.loads(released.read_text()), json.loads(lesson.notebook.read_text()))


def with_role(copy: Notebook, role: str, number: int) -> Cell:
    """The cell of an exercise that plays this role."""
    return next(
        cell
        for cell in copy["cells"]
        if cell["metadata"].get("quartiers", {}).get("role") == role
        and cell["metadata"]["quartiers"].get("exercice") == number
    )


def answer(copy: Notebook, number: int) -> Cell:
    """The answer cell of an exercise."""
    return with_role(copy, "reponse", number)


def check(copy: Notebook, number: int) -> Cell:
    """The check cell of an exercise."""
    return with_role(copy, "controle", number)


def checks(copy: Notebook) -> list[Cell]:
    """All check cells."""
    return [cell for cell in copy["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]


def code_cell(source: str) -> Cell:
    """A code cell that a learner added."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"ajout-{abs(hash(source)) % 10**8}",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def text(cell: Cell) -> str:
    """A cell's source, which a file keeps as one text or as lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
