"""Cutting cells at our delimiters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiers.lessons.regions import (
    STUB,
    RegionError,
    cut_answer,
    hidden_of,
    uncommented,
    without_hidden,
)

ANSWER = """t = Tortue()
### DÉBUT SOLUTION
t.avance(100)
### DÉPART
# for i in range(2):
#     t.avance(50)
#
# # ✏️ continue
### FIN SOLUTION
montrer(t, "Un trait")"""
lines = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20).map(str.rstrip)


def test_an_answer_cell_is_cut_in_four() -> None:
    cut = cut_answer(ANSWER)
    assert cut.before == "t = Tortue()"
    assert cut.solution == "t.avance(100)"
    assert cut.starter == "for i in range(2):\n    t.avance(50)\n\n# ✏️ continue"
    assert cut.after == 'montrer(t, "Un trait")'


def test_an_answer_takes_the_place_of_the_region_and_nothing_else() -> None:
    cut = cut_answer(ANSWER)
    assert cut.with_answer("pass") == 't = Tortue()\npass\nmontrer(t, "Un trait")'


def test_without_starter_the_region_becomes_the_stub() -> None:
    assert cut_answer("### DÉBUT SOLUTION\nx\n### FIN SOLUTION").released_region == STUB


@given(st.lists(lines))
def test_commenting_then_uncommenting_gives_the_lines_back(code: list[str]) -> None:
    code = [line.replace("\n", " ") for line in code]
    assert uncommented([f"# {line}" if line else "" for line in code]) == "\n".join(code)


def test_a_starter_inside_a_block_keeps_its_indentation() -> None:
    assert uncommented(["    # t.avance(5)", "    #     x"]) == "    t.avance(5)\n        x"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("t.avance(5)", "DÉBUT SOLUTION » est écrit 0 fois"),
        ("### DÉBUT SOLUTION\n### DÉBUT SOLUTION\n### FIN SOLUTION", "est écrit 2 fois"),
        ("### FIN SOLUTION\n### DÉBUT SOLUTION", "vient avant"),
        ("### DÉBUT SOLUTION\n### DÉPART\nt.avance(5)\n### FIN SOLUTION", "ne commence pas par"),
        ("### DÉBUT SOLUTION\n### DÉPART\n### DÉPART\n### FIN SOLUTION", "est écrit 2 fois"),
    ],
)
def test_a_misplaced_delimiter_is_said(source: str, words: str) -> None:
    with pytest.raises(RegionError, match=words):
        cut_answer(source)


def test_hidden_lines_are_all_out_or_all_in() -> None:
    source = "a\n### DÉBUT TESTS CACHÉS\nb\n### FIN TESTS CACHÉS\nc"
    assert without_hidden(source) == "a\nc"
    assert hidden_of(source) == "b"
