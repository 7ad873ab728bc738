"""Claims on hints: the puzzle is made of the answer's lines, in another order."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from quartiers.lessons.hints import hints_of
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import Notebook
from quartiers.lessons.prove.cells import code_lines, cuts
from quartiers.lessons.prove.findings import Refutation

TOKEN = re.compile(r"""'[^']*'|"[^"]*"|\d+\.\d+|\w+|[^\w\s,]""")
PART_IS_ENOUGH = ("Crée", "Défi +")
"""Kinds whose answer is free: a puzzle of some of its lines is already a start."""


def puzzles(lesson: Lesson, notebook: Notebook) -> Iterator[Refutation]:
    """Compare each puzzle's lines with those of the solution, whatever the indentation."""
    for number, cut in cuts(notebook).items():
        cell, exercise = notebook.of_exercise(number, "indices"), lesson.exercise(number)
        if cell is None or exercise is None:
            continue
        lines = Counter(line.strip() for line in hints_of(cell.source).puzzle)
        wanted = Counter(line.strip() for line in code_lines(cut.solution))
        missing, extra = wanted - lines, lines - wanted
        if _is_cut_finer(lines, cut.solution):
            continue
        if extra or (missing and exercise.kind not in PART_IS_ENOUGH):
            yield Refutation(
                number,
                "puzzle",
                f"il y manque {_shown(missing)} ; il y a de trop {_shown(extra)}.",
                "Recopiez les lignes de la solution dans le <pre> de l'indice 3, mélangées.",
            )


def _is_cut_finer(pieces: Counter[str], solution: str) -> bool:
    """Whether the pieces are those of a one-statement answer, cut smaller than lines."""
    words = Counter(word for piece in pieces.elements() for word in TOKEN.findall(piece))
    return len(ast.parse(solution).body) == 1 and words == Counter(TOKEN.findall(solution))


def _shown(lines: Counter[str]) -> str:
    return ", ".join(f"« {line} »" for line in lines.elements()) or "rien"
