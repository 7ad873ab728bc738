"""What a rule is: a name, a function over one lesson, findings for a volunteer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from quartiers.lessons.answers import Answers
from quartiers.lessons.model import Lesson, Track
from quartiers.lessons.notebook import Cell, Notebook


@dataclass(frozen=True)
class Subject:
    """The lesson under examination, and what it may rest upon."""

    lesson: Lesson
    track: Track
    notebook: Notebook
    answers: Answers
    before: tuple[Lesson, ...]
    today: date

    @cached_property
    def answer_cells(self) -> dict[int, Cell]:
        """The first answer cell of each exercise."""
        cells: dict[int, Cell] = {}
        for cell in self.notebook.with_role("reponse"):
            if cell.exercise is not None:
                cells.setdefault(cell.exercise, cell)
        return cells


@dataclass(frozen=True)
class Seen:
    """What a rule saw, in French: a fact, then what to do. `advice` does not refuse the lesson."""

    seen: str
    to_do: str
    cell: Cell | None = None
    file: Path | None = None
    advice: bool = False


Examine = Callable[[Subject], Iterable[Seen]]


@dataclass(frozen=True)
class Rule:
    """A named rule."""

    name: str
    examine: Examine


RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Examine], Examine]:
    """Register a rule under the name volunteers read in the report."""

    def register(examine: Examine) -> Examine:
        assert name not in RULES, name
        RULES[name] = Rule(name, examine)
        return examine

    return register
