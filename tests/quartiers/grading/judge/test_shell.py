"""A cell that waits is recognised without compiling all the others twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.async_helpers import _should_be_async

from quartiers.grading.judge.shell import may_wait

LINES = st.sampled_from(
    ["await f()", "async with f() as g: pass", "x = [y async for y in f()]", "t.avance(5)", "("]
)


@given(st.lists(LINES, max_size=3).map("\n".join))
def test_no_cell_that_ipython_would_wait_for_is_missed(cell: str) -> None:
    assert may_wait(cell) or not _should_be_async(cell)


@pytest.mark.parametrize("cell", ["await f()", "x = [y async for y in f()]"])
def test_a_cell_that_waits_is_seen(cell: str) -> None:
    assert may_wait(cell)
    assert _should_be_async(cell)


def test_an_ordinary_cell_does_not_wait() -> None:
    assert not may_wait("t = Tortue()\nt.avance(50)")
