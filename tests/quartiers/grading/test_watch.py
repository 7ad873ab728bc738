"""CPU time decides, the wall clock only guards."""

from __future__ import annotations

import pytest

from quartiers.grading.watch import LAST_PATIENCE, Budget, Total, decide, what_is_left

BUDGET = Budget(cpu=10, wall=60, grace=3)


@pytest.mark.parametrize(("cpu", "wall"), [(0, 0), (9.9, 59), (0.1, 60), (10, 11)])
def test_within_its_budget_a_cell_runs(cpu: float, wall: float) -> None:
    assert decide(cpu, wall, None, BUDGET) == "wait"


def test_a_busy_machine_changes_nothing_for_a_slow_but_honest_cell() -> None:
    assert decide(9, 10, None, BUDGET) == decide(9, 59, None, BUDGET) == "wait"


def test_too_much_cpu_or_sleeping_too_long_is_interrupted() -> None:
    assert decide(10.1, 11, None, BUDGET) == "interrupt"
    assert decide(0, 61, None, BUDGET) == "interrupt"


def test_an_interrupted_cell_has_a_grace_of_cpu_then_is_killed() -> None:
    assert decide(12, 13, (10.1, 11), BUDGET) == "wait"
    assert decide(13.2, 14, (10.1, 11), BUDGET) == "kill"


def test_an_interrupted_cell_that_sleeps_on_is_killed_in_the_end() -> None:
    assert decide(0, 90, (0, 61), BUDGET) == "wait"
    assert decide(0, 92, (0, 61), BUDGET) == "kill"


TOTAL = Total(cpu=40, wall=100)


def test_a_submission_that_took_little_leaves_each_cell_its_whole_budget() -> None:
    assert what_is_left(BUDGET, TOTAL, 5, 5) == BUDGET


def test_near_the_end_of_its_time_a_cell_has_what_is_left_and_must_stop_at_once() -> None:
    left = what_is_left(BUDGET, TOTAL, 33, 70)
    assert left == Budget(cpu=7, wall=30, grace=3, patience=LAST_PATIENCE)


@pytest.mark.parametrize(("cpu", "wall"), [(40, 50), (1, 100), (90, 900)])
def test_a_submission_that_had_its_time_runs_nothing_more(cpu: float, wall: float) -> None:
    assert what_is_left(BUDGET, TOTAL, cpu, wall) is None
