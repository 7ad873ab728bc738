"""The quick way through a cell gives what IPython's own way gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from quartiers.grading.judge.transforming import QuickTransformer, may_hold_signs
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

WORDS = ["a", "t.avance(5)", "len", "1", "é", "for i in range(3):", "f'{a}'", "'?'", "'%s'", "'''"]
SIGNS = [
    "=",
    "!=",
    "%",
    "%%time",
    "!",
    "!ls",
    "?",
    "??",
    ";",
    ",",
    "/",
    "#",
    "(",
    ")",
    "[",
    "]",
    "*",
]
SPACES = [" ", "    ", "\n", "\\\n", "\t", "# quoi ?", "x = %pwd", "x = !ls", ">>> ", "..."]
PIECES = st.sampled_from([*WORDS, *SIGNS, *SPACES])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_cell_becomes_what_ipython_makes_of_it(cell: str) -> None:
    assert told(QuickTransformer(), cell) == told(TransformerManager(), cell)


@pytest.mark.parametrize(
    "cell",
    ["%pwd", "a = %pwd", "a = \\\n  !ls", "t.avance?", "len??", "/len t", ", f a"],
)
def test_a_sign_is_never_missed(cell: str) -> None:
    assert may_hold_signs(cell)
    assert told(QuickTransformer(), cell) == told(TransformerManager(), cell) != cell + "\n"


def test_checks_and_answers_of_the_lessons_take_the_quick_way() -> None:
    courses = read_courses(Settings().courses)
    notebooks = [read_notebook(lesson.notebook) for lesson in courses.lessons]
    cells = [cell.source for notebook in notebooks for cell in notebook.code_cells]
    quick = [cell for cell in cells if not may_hold_signs(cell)]
    assert len(quick) > 0.9 * len(cells) > 0


def test_a_transformer_that_somebody_adds_is_asked() -> None:
    class Added:
        asked = 0

        @classmethod
        def find(cls, tokens: object) -> None:
            cls.asked += 1

    manager = QuickTransformer()
    manager.token_transformers.append(Added)
    manager.transform_cell("a = 1")
    assert Added.asked


def told(manager: TransformerManager, cell: str) -> str:
    """The transformed cell, or how it was refused."""
    try:
        return str(manager.transform_cell(cell))
    except Exception as refused:  # IPython's own mistakes too: `=%` at the end is one
        return repr(refused)
