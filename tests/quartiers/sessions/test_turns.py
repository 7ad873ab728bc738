"""Whose turn it is."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quartiers.sessions import GradingResult, Learner, Store
from quartiers.sessions.turns import Waiting, heads, in_turn

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
QUEUES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=12).map(
    lambda works: [Waiting(str(n), who, n, served) for n, (who, served) in enumerate(works)]
)


@given(QUEUES)
def test_everybody_is_served_once_and_each_learner_in_order(queue: list[Waiting]) -> None:
    order = in_turn(queue)
    assert sorted(order, key=lambda one: one.place) == queue
    for who in "abc":
        mine = [one.place for one in order if one.learner == who]
        assert mine == sorted(mine)


@given(QUEUES)
def test_the_first_of_who_was_never_served_comes_before_the_second_of_anybody(
    queue: list[Waiting],
) -> None:
    fresh = [Waiting("z", "z", 99)]
    order = [one.learner for one in in_turn(queue + fresh)]
    assert all(order[: order.index("z")].count(who) <= 1 for who in "abc")


def test_who_is_busy_waits_and_each_learner_has_one_head() -> None:
    queue = [Waiting("1", "a", 1), Waiting("2", "b", 2), Waiting("3", "b", 3)]
    assert [one.id for one in heads(in_turn(queue), {"a"})] == ["2"]


def hand_in(store: Store, learner: Learner) -> str:
    key = store.submissions.new_id()
    store.submissions.receive(learner.id, "P01", "0" * 64, 10, NOON, id=key)
    return key


def test_ten_works_of_one_learner_do_not_hold_back_the_first_of_the_others(
    store: Store, me: Learner
) -> None:
    mine = [hand_in(store, me) for _ in range(10)]
    empty = GradingResult(0, 5, (), None)
    first = store.submissions.claim_next(NOON)
    assert first is not None
    store.submissions.finish(first.id, empty, NOON)
    pseudos = ("Loutre turquoise", "Castor cuivre", "Chat jade")
    others = [
        hand_in(store, store.learners.create(pseudo, "Alma", None, NOON)) for pseudo in pseudos
    ]
    waiting = store.submissions.get(others[0])
    assert waiting is not None
    assert store.submissions.ahead_of(waiting) == 0
    last = store.submissions.get(mine[-1])
    assert last is not None
    assert store.submissions.ahead_of(last) == 11
    order = []
    while claimed := store.submissions.claim_next(NOON):
        order.append(claimed.id)
        store.submissions.finish(claimed.id, empty, NOON)
    assert order == [*others, *mine[1:]]


def test_a_work_that_is_put_back_has_had_no_turn(store: Store, me: Learner) -> None:
    mine, _ = hand_in(store, me), hand_in(store, me)
    friend = store.learners.create("Loutre turquoise", "Alma", None, NOON)
    theirs = hand_in(store, friend)
    assert (claimed := store.submissions.claim_next(NOON)) is not None
    assert claimed.id == mine
    store.submissions.requeue_running()
    order = [claimed.id for _ in range(2) if (claimed := store.submissions.claim_next(NOON))]
    assert order == [mine, theirs]
