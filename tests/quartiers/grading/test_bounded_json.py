"""JSON of a learner is weighed before it is read: brackets cost more than their bytes."""

from __future__ import annotations

import json

import pytest

from quartiers.grading.bounded_json import MOST_BRACKETS, TooIntricate, brackets_in, read_bounded


@pytest.mark.parametrize("piece", ["[],", "{},", '{"":{}},', "[[]],"])
@pytest.mark.parametrize("as_bytes", [False, True])
def test_a_flood_of_brackets_is_not_read(piece: str, as_bytes: bool) -> None:
    text = f'{{"cells":[{piece * MOST_BRACKETS}3]}}'
    with pytest.raises(TooIntricate):
        read_bounded(text.encode() if as_bytes else text)


def test_a_heavy_notebook_of_few_cells_is_read_as_json_reads_it() -> None:
    text = json.dumps({"cells": [{"outputs": [{"data": "A" * 5_000_000}]}] * 3})
    assert read_bounded(text) == json.loads(text)
    assert brackets_in(text) < 100


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000])
def test_what_is_no_json_raises_as_json_does(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read_bounded(text)
