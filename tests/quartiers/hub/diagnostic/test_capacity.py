"""How many fit: worked out from what one costs, apart from any machine."""

from __future__ import annotations

import pytest

from quartiers.hub.diagnostic.capacity import TRIED, Cost, Means, capacity, rounded

OLD_PC = Cost(memory=64, cpu=0.8)
QUICK = Cost(memory=64, cpu=0.1)


def test_an_old_pc_of_two_cores_and_8_gb_carries_about_forty() -> None:
    can = capacity(OLD_PC, Means(memory=6800, cores=2))
    assert (can.learners, can.bound) == (40, "cores")


def test_little_memory_bounds_a_quick_machine() -> None:
    can = capacity(QUICK, Means(memory=3100, cores=4))
    assert (can.learners, can.bound) == (20, "memory")


def test_more_than_was_ever_tried_is_not_promised() -> None:
    can = capacity(QUICK, Means(memory=64_000, cores=16))
    assert (can.learners, can.bound) == (TRIED, "tried")


def test_a_full_machine_carries_nobody() -> None:
    assert capacity(QUICK, Means(memory=600, cores=2)).learners == 0


def test_an_open_house_has_already_taken_its_own_memory() -> None:
    closed = capacity(QUICK, Means(memory=3000, cores=4))
    assert capacity(QUICK, Means(3000, 4, open_house=True)).learners > closed.learners


@pytest.mark.parametrize("more", [Means(4000, 4), Means(3000, 8), Means(9000, 16)])
def test_a_bigger_machine_never_carries_fewer(more: Means) -> None:
    for cost in (OLD_PC, QUICK):
        assert capacity(cost, more).learners >= capacity(cost, Means(3000, 4)).learners


def test_a_cost_too_small_to_be_measured_is_no_division_by_zero() -> None:
    assert capacity(Cost(memory=0, cpu=0), Means(8000, 2)).learners == TRIED


@pytest.mark.parametrize(
    ("exact", "said"), [(-3, 0), (0.9, 0), (1.2, 1), (9.9, 9), (12, 10), (46.2, 45), (100, 100)]
)
def test_the_number_is_rounded_down(exact: float, said: int) -> None:
    assert rounded(exact) == said
