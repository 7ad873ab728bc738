"""Outputs are weighed as they come."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quartiers.grading.outputs import (
    CELL_OUTPUTS,
    CELL_TEXT,
    CELL_WEIGHT,
    DEEPEST,
    NOTEBOOK_WEIGHT,
    Scales,
    weigh,
)


def picture(size: int) -> dict[str, Any]:
    return {"data": {"image/png": "a" * size}, "metadata": {}}


@given(st.lists(st.text(max_size=2 * CELL_TEXT)))
def test_the_texts_of_a_cell_are_cut_at_a_fixed_length_and_keep_their_beginning(
    texts: list[str],
) -> None:
    scales = Scales()
    admitted = [scales.admit("stream", {"name": "stdout", "text": text}) for text in texts]
    kept = "".join(content["text"] for content in admitted if content)
    assert kept == "".join(texts)[:CELL_TEXT]
    if len("".join(texts)) > CELL_TEXT:
        assert scales.cut


def test_a_picture_too_heavy_is_left_out_and_a_light_one_after_it_stays() -> None:
    scales = Scales()
    assert scales.admit("display_data", picture(CELL_WEIGHT + 1)) is None
    assert scales.cut
    assert scales.admit("display_data", picture(10)) == picture(10)


def test_each_cell_starts_anew_within_what_the_notebook_may_hold() -> None:
    scales, admitted = Scales(), 0
    for _ in range(20):
        scales.new_cell()
        admitted += scales.admit("display_data", picture(CELL_WEIGHT - 100)) is not None
    assert admitted == NOTEBOOK_WEIGHT // (CELL_WEIGHT - 100)


def test_a_cell_shows_a_bounded_number_of_things() -> None:
    scales = Scales()
    admitted = [scales.admit("display_data", picture(1)) for _ in range(CELL_OUTPUTS + 5)]
    assert sum(one is not None for one in admitted) == CELL_OUTPUTS


def test_what_is_weighed_is_what_is_stored() -> None:
    assert weigh({"a": "xyz", "b": ["12", {"c": "3"}], "n": 5}) == 3 + 2 + 1 + 8


def test_what_is_deeper_than_any_page_is_left_out() -> None:
    nested: Any = "x"
    for _ in range(DEEPEST - 2):
        nested = [nested]
    assert Scales().admit("display_data", {"data": {"a/b": nested}}) is not None
    for _ in range(900):
        nested = [nested]
    assert Scales().admit("display_data", {"data": {"a/b": nested}}) is None
    assert weigh([[]] * 1000) == 8000
