"""The preprocessor nbgrader runs on answer cells."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from quartiers.lessons.regions import BEGIN_SOLUTION, END_SOLUTION, STUB
from quartiers.lessons.starter import StarterSolutions

FLAGS = {"grade": False, "solution": True, "locked": False, "grade_id": "ex1"}


def released(source: str, solution: bool = True) -> str:
    """The cell's source after the preprocessor."""
    clear = StarterSolutions(
        code_stub={"python": STUB},
        begin_solution_delimeter=BEGIN_SOLUTION,
        end_solution_delimeter=END_SOLUTION,
    )
    metadata = {"nbgrader": {**FLAGS, "solution": solution}}
    notebook = new_notebook(cells=[new_code_cell(source, metadata=metadata)])
    done, _ = clear.preprocess(notebook, {})
    return str(done.cells[0].source)


def test_a_starter_takes_the_place_of_the_solution() -> None:
    source = "t = 1\n### DÉBUT SOLUTION\nt = 2\n### DÉPART\n# t = 0\n### FIN SOLUTION\nt"
    assert released(source) == "t = 1\nt = 0\nt"


def test_without_starter_the_stub_does() -> None:
    source = "t = 1\n### DÉBUT SOLUTION\nt = 2\n### FIN SOLUTION\nt"
    assert released(source) == f"t = 1\n{STUB}\nt"


def test_an_answer_cell_without_region_becomes_the_stub() -> None:
    assert released("t = 2") == STUB


def test_a_starter_line_that_is_no_comment_stops_the_release() -> None:
    source = "### DÉBUT SOLUTION\nt = 2\n### DÉPART\nt = 0\n### FIN SOLUTION"
    with pytest.raises(RuntimeError, match="ne commence pas par"):
        released(source)


def test_a_starter_outside_an_answer_cell_stops_the_release() -> None:
    source = "### DÉBUT SOLUTION\nt = 2\n### DÉPART\n# t = 0\n### FIN SOLUTION"
    with pytest.raises(RuntimeError, match="hors d'une cellule de réponse"):
        released(source, solution=False)
