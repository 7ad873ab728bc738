"""Limits slow down who fails, and keep nobody else out."""

from __future__ import annotations

from quartiers.room.limits import MOST_KEYS, Allowance, Door, animators_door, learners_door

NOW = 1000.0


def wrong(door: Door, source: str, account: str = "", now: float = NOW, times: int = 100) -> int:
    """How many of these wrong tries were judged."""
    return sum(door.knock(source, now, account) == 0 for _ in range(times))


def test_a_burst_is_allowed_then_one_try_comes_back_at_a_time() -> None:
    door = Door(Allowance(3, 20), Allowance(100, 1))
    assert wrong(door, "a") == 3
    assert door.knock("a", NOW) == 20
    assert wrong(door, "a", now=NOW + 20) == 1
    assert wrong(door, "a", now=NOW + 1000) == 3


def test_a_right_try_is_given_back() -> None:
    door = Door(Allowance(3, 20), Allowance(5, 20))
    for _ in range(50):
        assert door.knock("a", NOW) == 0
        door.right("a", NOW)
    assert wrong(door, "a") == 3


def test_whoever_has_not_failed_is_judged_whatever_others_did() -> None:
    door = learners_door()
    for number in range(1000):
        wrong(door, f"10.0.{number // 250}.{number % 250}", times=20)
    assert door.knock("10.9.9.9", NOW) == 0


def test_many_sources_together_get_few_tries_on_one_account() -> None:
    door = animators_door()
    judged = sum(wrong(door, f"10.0.0.{number}", "samia") for number in range(200))
    assert judged <= 30 + 200
    later = [wrong(door, f"10.0.0.{number}", "samia", NOW + 60) for number in range(200)]
    assert sum(later) <= 7
    assert wrong(door, "10.0.0.150", "karim", NOW + 60) > 0


def test_a_browser_that_is_trusted_to_fail_alone_waits_for_nobody() -> None:
    door = animators_door()
    for number in range(100):
        wrong(door, f"10.0.0.{number}", "samia")
    assert [door.knock("browser", NOW, None) == 0 for _ in range(12)] == [True] * 10 + [False] * 2


def test_whoever_was_locked_out_by_many_waits_five_minutes_at_most() -> None:
    door = animators_door()
    assert door.knock("mine", NOW, "samia") == 0
    for number in range(100):
        wrong(door, f"10.0.0.{number}", "samia")
    assert door.knock("mine", NOW, "samia") > 0
    for number in range(100):
        wrong(door, f"10.0.0.{number}", "samia", NOW + 301)
    assert door.knock("mine", NOW + 301, "samia") == 0


def test_no_rush_of_sources_fills_the_memory_nor_frees_who_failed_most() -> None:
    allowance = Allowance(15, 20)
    for _ in range(15):
        allowance.take("stubborn", NOW)
    for number in range(10 * MOST_KEYS):
        allowance.take(number, NOW)
    assert len(allowance._whole_at) <= MOST_KEYS
    assert allowance.wait("stubborn", NOW) > 0


def test_a_source_that_failed_long_ago_leaves_no_trace() -> None:
    allowance = Allowance(15, 20)
    for number in range(MOST_KEYS + 1):
        allowance.take(number, NOW + 1000 * number)
    assert len(allowance._whole_at) == 1
