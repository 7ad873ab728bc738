"""What counts as having begun an answer."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from quartiers.grading.begun import LONGEST_LOOKED_AT, is_begun

GIVEN = "# Change la couleur\nt = Tortue()\nfor n in range(4):\n    t.avance(10)\nencre = '#ff0000'"


@pytest.mark.parametrize(
    "source",
    [
        GIVEN,
        f"\n{GIVEN}\n\n  ",
        "# je ne sais pas\n" + GIVEN,
        GIVEN.replace("avance(10)", "avance( 10 )  # dix pas"),
        GIVEN.replace("# Change la couleur\n", "\n\n"),
        GIVEN.replace("    t.avance", "  t.avance"),
    ],
)
def test_spaces_and_comments_begin_nothing(source: str) -> None:
    assert not is_begun(new_code_cell(source), new_code_cell(GIVEN))


@pytest.mark.parametrize(
    "source",
    [
        "",
        GIVEN.replace("10", "11"),
        GIVEN.replace("#ff0000", "#00ff00"),
        GIVEN.replace("    t.avance", "t.avance"),
        GIVEN + "\nmontrer(t)",
        GIVEN + "\n#" + "a" * LONGEST_LOOKED_AT,
    ],
)
def test_one_word_one_colour_or_one_indent_begins_it(source: str) -> None:
    assert is_begun(new_code_cell(source), new_code_cell(GIVEN))


@pytest.mark.parametrize("broken", ["montrer(t", "if True:\nmontrer(t)", "x = 'bonjour", "é = $"])
def test_a_starter_that_python_cannot_read_is_compared_too(broken: str) -> None:
    given = new_code_cell(broken)
    assert not is_begun(new_code_cell(f"# je regarde\n\n{broken}"), given)
    assert is_begun(new_code_cell("montrer(t)"), given)


def test_a_comment_alone_is_no_answer_and_a_word_of_a_text_is_one() -> None:
    stub = new_code_cell("# ✏️ À toi")
    assert not is_begun(new_code_cell("# mon idée : un soleil"), stub)
    assert is_begun(new_code_cell("soleil = 3"), stub)
    assert is_begun(new_markdown_cell("# mon idée"), new_markdown_cell("# à toi"))
