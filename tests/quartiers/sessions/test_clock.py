"""A box without a battery: the clock is put right, or wrong, in the middle of a séance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quartiers.sessions import Learner, Store
from quartiers.sessions.links import Link

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
STEPS_BACK = [timedelta(days=1), timedelta(days=365 * 20)]


def hand_in(store: Store, me: Learner, now: datetime) -> str:
    key = store.submissions.new_id()
    store.submissions.receive(me.id, "P01", "0" * 64, 10, now, id=key)
    return key


@pytest.fixture(params=STEPS_BACK, ids=["a day", "twenty years"])
def before(request: pytest.FixtureRequest) -> datetime:
    """The time it is once the clock was put back."""
    return NOON - request.param


def test_the_newest_work_is_the_one_handed_in_last(
    store: Store, me: Learner, before: datetime
) -> None:
    hand_in(store, me, NOON)
    last = hand_in(store, me, before)
    latest = store.submissions.latest(me.id, "P01")
    assert latest is not None
    assert latest.id == last
    assert store.submissions.of_learners([me.id])[0].id == last
    assert store.submissions.ahead_of(latest) == 1


def test_the_newest_word_is_the_one_written_last(
    store: Store, me: Learner, before: datetime
) -> None:
    store.words.write(me.id, "P01", None, "avant", False, NOON)
    store.words.write(me.id, "P01", None, "après", False, before)
    latest = store.words.latest(me.id, "P01")
    assert latest is not None
    assert latest.text == "après"


def test_the_lesson_to_go_on_with_is_the_last_one_moved(
    store: Store, me: Learner, before: datetime
) -> None:
    store.progress.record(me.id, "P01", "ecris", {}, NOON)
    store.progress.record(me.id, "P02", "predis", {}, before)
    latest = store.summarize([me.id])[me.id].latest
    assert latest is not None
    assert latest.lesson == "P02"
    assert [one.lesson for one in store.progress.of_learner(me.id)] == ["P02", "P01"]


def test_a_learner_works_in_the_seance_they_entered_last(
    store: Store, me: Learner, before: datetime
) -> None:
    first, second = (store.seances.open("Alma", None, now) for now in (NOON, before))
    store.seances.join(first.id, me.id, NOON)
    store.seances.join(second.id, me.id, before)
    found = store.seances.open_for(me.id)
    assert found is not None
    assert found.id == second.id
    assert [one.id for one in store.seances.history()] == [second.id, first.id]


def test_the_hand_raised_first_waits_first(store: Store, me: Learner, before: datetime) -> None:
    other = store.learners.create("Panda azur", "Alma", None, NOON)
    store.help.raise_hand(me.id, "P01", NOON)
    store.help.raise_hand(other.id, "P01", before)
    assert [one.learner_id for one in store.help.open_requests()] == [me.id, other.id]


def test_works_of_a_day_to_come_do_not_keep_a_learner_from_handing_in(
    store: Store, me: Learner, before: datetime
) -> None:
    for _ in range(3):
        hand_in(store, me, NOON)
    assert store.submissions.since(me.id, before - timedelta(hours=1), before) == 0
    hand_in(store, me, before)
    assert store.submissions.since(me.id, before - timedelta(hours=1), before) == 1


def test_a_ticket_does_not_outlive_a_clock_put_back(store: Store, before: datetime) -> None:
    token = store.tickets.issue("jeune-abcdef", NOON)
    assert store.tickets.redeem(token, before) is None


def test_a_link_does_not_outlive_a_clock_put_back(
    store: Store, me: Learner, before: datetime
) -> None:
    seance = store.seances.open("Alma", None, NOON)
    token = store.links.issue(Link(me.id, seance.id, "tout"), NOON)
    assert store.links.follow(token, NOON) is not None
    assert store.links.follow(token, before) is None
