"""Our reading of a mark is nbgrader's, on any outputs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.notebooknode import from_dict
from nbformat.v4 import new_code_cell, output_from_msg  # noqa: F401
from nbgrader.utils import determine_grade

from quartiers.lessons.judging.mark import STARS_MIME, mark_of, proved_mark, sentence_of

POINTS = 3

texts = st.one_of(
    st.sampled_from(["3.0", "2.0", "0.0", "-1", "nan", "'Presque !'", "x", "1e0", "2,5"]),
    st.floats(0, POINTS).map(repr),
)
outputs = st.lists(
    st.one_of(
        texts.map(lambda text: {"output_type": "execute_result", "data": {"text/plain": text}}),
        st.just({"output_type": "display_data", "data": {"text/plain": "1.0"}}),
        st.just({"output_type": "stream", "name": "stdout", "text": "1.0"}),
        st.just({"output_type": "stream", "name": "stderr", "text": "attention"}),
        st.just({"output_type": "error", "ename": "PasEncore", "evalue": "x", "traceback": []}),
    ),
    max_size=3,
)


def nbgrader_reads(given_outputs: list[dict[str, Any]]) -> float:
    """The mark nbgrader gives to a check cell with these outputs."""
    flags = {"grade": True, "solution": False, "locked": True, "points": POINTS, "grade_id": "a"}
    cell = new_code_cell(metadata={"nbgrader": flags})
    cell.outputs = [from_dict(output) for output in given_outputs]
    return float(determine_grade(cell)[0])


@given(outputs)
def test_the_mark_is_the_one_nbgrader_reads(given_outputs: list[dict[str, Any]]) -> None:
    assert mark_of(given_outputs, POINTS) == nbgrader_reads(given_outputs)


def test_a_mark_above_the_points_is_refused_as_nbgrader_does() -> None:
    found = [{"output_type": "execute_result", "data": {"text/plain": "4.0"}}]
    with pytest.raises(ValueError, match="cannot be greater"):
        nbgrader_reads(found)
    with pytest.raises(ValueError, match="au plus"):
        mark_of(found, POINTS)


def test_without_a_card_of_stars_there_is_no_star() -> None:
    assert mark_of([], POINTS) == POINTS
    assert proved_mark([], POINTS) == 0


def test_a_card_proves_the_mark_and_gives_the_sentence() -> None:
    data = {"text/plain": "2.0", STARS_MIME: {"etoiles": 2, "sur": 3, "phrase": "Presque."}}
    found = [{"output_type": "execute_result", "data": data}]
    assert proved_mark(found, POINTS) == 2
    assert sentence_of(found) == "Presque."


def test_a_check_that_stopped_says_its_sentence_too() -> None:
    found = [{"output_type": "error", "ename": "PasEncore", "evalue": "Ajoute un trait."}]
    assert sentence_of(found) == "Ajoute un trait."
