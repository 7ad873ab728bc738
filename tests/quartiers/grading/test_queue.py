"""When the worker looks into the queue."""

from __future__ import annotations

from pathlib import Path

from quartiers.grading.queue import ALERT, CALM, REST, Bell, hands, is_time, may_leave

NEVER = float("-inf")


def test_just_after_something_arrived_every_look_asks() -> None:
    assert is_time(10.0, changed_at=10.0, asked_at=10.0)
    assert is_time(10.0 + ALERT, changed_at=10.0, asked_at=10.0 + ALERT)


def test_when_nothing_arrives_it_asks_now_and_then() -> None:
    assert not is_time(100.0, changed_at=NEVER, asked_at=100.0 - CALM / 2)
    assert is_time(100.0, changed_at=NEVER, asked_at=100.0 - CALM)


def test_the_bell_rings_at_the_start_even_without_a_box(tmp_path: Path) -> None:
    assert Bell(tmp_path / "pas encore").rings(0.0)


def test_a_new_submission_rings(tmp_path: Path) -> None:
    bell = Bell(tmp_path)
    bell.rings(0.0)
    assert bell.rings(100.0)
    assert not bell.rings(100.1)
    (tmp_path / "envoi").mkdir()
    assert bell.rings(100.2)


def test_after_one_submission_it_asks_for_more_at_once(tmp_path: Path) -> None:
    bell = Bell(tmp_path)
    bell.rings(0.0)
    bell.rings(100.0)
    bell.ring()
    assert bell.rings(100.1)


def test_the_second_grader_leaves_after_a_rest_but_never_while_somebody_grades() -> None:
    assert may_leave(REST, running=0)
    assert not may_leave(REST - 1, running=0)
    assert not may_leave(100 * REST, running=1)


def test_two_are_graded_at_a_time_where_there_are_cores_for_it() -> None:
    assert [hands(cores) for cores in (1, 2, 8)] == [1, 2, 2]
