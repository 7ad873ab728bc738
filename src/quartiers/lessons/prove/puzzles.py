"""Claims on hints: the puzzle is made of the answer's lines, in another order."""

from __future__ import annotations

from collections.abc import Iterator

from quartiers.lessons.hints import hints_of
from quartiers.lessons.notebook import Notebook
from quartiers.lessons.prove.cells import code_lines, cuts
from quartiers.lessons.prove.findings import Refutation


def puzzles(notebook: Notebook) -> Iterator[Refutation]:
    """Compare each puzzle's lines with those of the solution, whatever the indentation."""
    for number, cut in cuts(notebook).items():
        cell = notebook.of_exercise(number, "indices")
        if cell is None:
            continue
        lines = [line.strip() for line in hints_of(cell.source).puzzle]
        wanted = [line.strip() for line in code_lines(cut.solution)]
        if sorted(lines) != sorted(wanted):
            missing = [line for line in wanted if line not in lines]
            extra = [line for line in lines if line not in wanted]
            yield Refutation(
                number,
                "puzzle",
                f"il y manque {missing or 'rien'} et il y a de trop {extra or 'rien'}.",
                "Recopiez les lignes de la solution dans le <pre> de l'indice 3, mélangées.",
            )
