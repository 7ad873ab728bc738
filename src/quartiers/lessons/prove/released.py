"""Claims on the learner's copy: untouched, it stops at the first check and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.judging.mark import NOT_YET, error_names
from quartiers.lessons.model import LAUNCH, Lesson
from quartiers.lessons.notebook import Cell, Notebook
from quartiers.lessons.prove.cells import run_cells, untouched
from quartiers.lessons.prove.claims import raised_as_announced, raises
from quartiers.lessons.prove.findings import Refutation


def released_copy(lesson: Lesson, notebook: Notebook, judge: Judge) -> Iterator[Refutation]:
    """Run the untouched copy cell by cell; only the announced cells may raise."""
    cells = run_cells(notebook, untouched, hidden=False)
    outputs = judge.run(lesson.folder, cells)
    for cell in notebook.code_cells:
        raised = error_names(outputs.get(cell.position, ()))
        expected = expected_error(lesson, cell)
        if not raised_as_announced(raised, expected):
            yield Refutation(
                cell.exercise or 0,
                "copie distribuée",
                f"cellule {cell.position} ({cell.id}) {raises(raised)}, "
                f"on attend {expected or 'rien'}.",
                "Seules les vérifications arrêtent la copie intacte, et les départs annoncés "
                "par erreur_de_depart.",
            )


def expected_error(lesson: Lesson, cell: Cell) -> str | None:
    """The exception this cell must raise in the untouched copy, or None."""
    exercise = lesson.exercise(cell.exercise) if cell.exercise is not None else None
    if exercise is None:
        return None
    if cell.role == "reponse":
        return exercise.starter_error
    if cell.role == "controle" and exercise.kind != LAUNCH:
        return NOT_YET
    return None
