"""Reading whatever was handed in."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiers.grading.intake import (
    LONGEST_SOURCE,
    MOST_CELLS,
    UnreadableNotebook,
    ensure_readable,
    read_handed_in,
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
odd_cell = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "autre"]) | anything,
        "source": anything,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": anything}) | anything,
        "outputs": anything,
        "id": anything,
    },
)


def read(*cells: Any) -> Any:
    return read_handed_in(json.dumps({"cells": cells}).encode())


@given(st.binary())
def test_any_bytes_give_a_notebook_or_a_reason(content: bytes) -> None:
    try:
        read_handed_in(content)
    except UnreadableNotebook:
        with pytest.raises(UnreadableNotebook):
            ensure_readable(content)
    else:
        ensure_readable(content)


@given(st.lists(odd_cell, min_size=1))
def test_any_cells_give_a_valid_notebook(cells: list[Any]) -> None:
    notebook = read(*cells)
    nbformat.validate(notebook)
    assert len(notebook.cells) == len(cells)


def test_sources_come_as_text_or_as_lines() -> None:
    notebook = read(
        {"cell_type": "code", "source": ["a = 1\n", "b = 2"]}, {"cell_type": "code", "source": "c"}
    )
    assert [cell.source for cell in notebook.cells] == ["a = 1\nb = 2", "c"]


def test_outputs_and_metadata_of_others_are_left_behind() -> None:
    notebook = read(
        {
            "cell_type": "code",
            "source": "",
            "outputs": [{"output_type": "stream", "text": "15/15"}],
            "metadata": {"tags": ["skip-execution"], "nbgrader": {"grade_id": "ex1"}},
        }
    )
    assert notebook.cells[0].outputs == []
    assert notebook.cells[0].metadata == {"nbgrader": {"grade_id": "ex1"}}


def test_a_byte_order_mark_is_no_trouble() -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "a"}]})
    assert read_handed_in(b"\xef\xbb\xbf" + text.encode()).cells[0].source == "a"


def test_an_old_notebook_format_is_read() -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "code", "input": "a = 1", "outputs": [], "language": "python"}
                ]
            }
        ],
    }
    assert read_handed_in(json.dumps(old).encode()).cells[0].source == "a = 1"


def test_too_many_cells_and_too_long_a_source_are_cut() -> None:
    cells = [{"cell_type": "code", "source": "a" * (LONGEST_SOURCE + 1)}] * (MOST_CELLS + 1)
    notebook = read(cells[0])
    assert len(notebook.cells[0].source) == LONGEST_SOURCE
    assert len(read(*[{"cell_type": "raw"}] * (MOST_CELLS + 1)).cells) == MOST_CELLS


@pytest.mark.parametrize("content", [b"", b"3", b"{}", b'{"cells": {}}', b"[" * 100_000])
def test_what_is_no_notebook_is_said(content: bytes) -> None:
    with pytest.raises(UnreadableNotebook):
        read_handed_in(content)
