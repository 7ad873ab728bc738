"""Laying a puzzle as the screen does, and finding its order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quartiers.lessons.puzzle import laid, placed, right_order

TABLE = json.loads(
    (Path(__file__).parents[3] / "lab-extension/test/puzzles.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("pieces", "line"), TABLE["oneLine"])
def test_pieces_of_one_line_are_joined_as_the_screen_does(pieces: list[str], line: str) -> None:
    assert laid(pieces, one_line=True) == line


@pytest.mark.parametrize(("source", "text", "filled"), TABLE["placed"])
def test_a_puzzle_goes_where_the_screen_puts_it(source: str, text: str, filled: str) -> None:
    assert placed(source, text) == filled


def test_a_cell_whose_headings_are_upside_down_takes_no_puzzle() -> None:
    upside_down = "# 3. Montrer\na\n# 2. Fabriquer"
    assert placed(upside_down, "x") == upside_down


def test_lines_are_laid_one_under_the_other_with_their_indents() -> None:
    ordered = right_order(
        ["    b()", "a()", "for x in y:"], ["a()", "for x in y:", "    b()"], False
    )
    assert ordered == ["a()", "for x in y:", "    b()"]
    assert laid(ordered, one_line=False) == "a()\nfor x in y:\n    b()"


def test_lines_that_miss_or_add_one_have_no_right_order() -> None:
    assert right_order(["a"], ["a", "b"], False) is None
    assert right_order(["a", "b"], ["a"], False) is None


def test_pieces_find_an_order_even_when_the_first_that_fits_is_wrong() -> None:
    assert right_order(["7", "7,", ")", "f("], ["f(7, 7)"], True) == ["f(", "7,", "7", ")"]
    assert right_order(["f(", "7", "7", ")"], ["f(7, 7)"], True) is None
