"""Turn a teacher's notebook into the cells a walk runs: solved, untouched, or as released."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quartiers.lessons.judging.model import RunCell
from quartiers.lessons.notebook import Cell, Notebook
from quartiers.lessons.problems import unusable
from quartiers.lessons.regions import AnswerCell, RegionError, cut_answer, without_hidden

Fill = Callable[[AnswerCell], str]


def solved(cut: AnswerCell) -> str:
    """The answer cell with the teacher's solution."""
    return cut.with_answer(cut.solution)


def untouched(cut: AnswerCell) -> str:
    """The answer cell as a learner finds it."""
    return cut.with_answer(cut.released_region)


def run_cells(notebook: Notebook, fill: Fill, hidden: bool = True) -> list[RunCell]:
    """The code cells in order, answers filled in by `fill`, checks with or without hidden tests."""
    return [_run_cell(notebook, cell, fill, hidden) for cell in notebook.code_cells]


def answer_cut(notebook: Notebook, cell: Cell) -> AnswerCell:
    """Cut an answer cell; a French `LessonError` names the cell when it cannot be cut."""
    try:
        return cut_answer(cell.source)
    except RegionError as reason:
        raise unusable(
            notebook.file,
            f"cellule {cell.position} ({cell.id}) : {reason}.",
            "Une cellule de réponse a une région DÉBUT SOLUTION … FIN SOLUTION.",
            "Corrigez les délimiteurs.",
        ) from None


def cuts(notebook: Notebook) -> dict[int, AnswerCell]:
    """The answer cells by exercise number."""
    return {
        cell.exercise: answer_cut(notebook, cell)
        for cell in notebook.with_role("reponse")
        if cell.exercise is not None
    }


def code_lines(text: str) -> list[str]:
    """The lines of code of an answer, without blank lines and comments, indentation kept."""
    lines = (line.rstrip() for line in text.split("\n"))
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def positions(cells: Sequence[Cell]) -> dict[int, Cell]:
    """The cells by position."""
    return {cell.position: cell for cell in cells}


def _run_cell(notebook: Notebook, cell: Cell, fill: Fill, hidden: bool) -> RunCell:
    shown = cell.source if hidden else without_hidden(cell.source)
    if cell.role != "reponse" or cell.exercise is None:
        return RunCell(cell.position, shown)
    check = notebook.of_exercise(cell.exercise, "controle")
    if check is None:
        raise unusable(
            notebook.file,
            f"l'exercice {cell.exercise} n'a pas de cellule « controle ».",
            "Chaque réponse est suivie de sa vérification.",
            "Ajoutez-la juste après la réponse.",
        )
    return RunCell(
        position=cell.position,
        source=fill(answer_cut(notebook, cell)),
        exercise=cell.exercise,
        check=check.source if hidden else without_hidden(check.source),
        points=int(check.points),
    )
