"""The queue of work handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quartiers.sessions import (
    ExerciseResult,
    GradingResult,
    Learner,
    Store,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def later(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


def receive(store: Store, me: Learner, minutes: int = 0) -> str:
    key = store.submissions.new_id()
    store.submissions.receive(me.id, "P01", "0" * 64, 10, later(minutes=minutes), id=key)
    return key


def result(stars: int) -> GradingResult:
    return GradingResult(stars, 5, (ExerciseResult(2, stars, 5, "Une phrase."),), None)


def test_what_came_first_is_claimed_first_and_only_once_whatever_the_clock_said(
    store: Store, me: Learner
) -> None:
    first, second = receive(store, me, 5), receive(store, me, 1)
    for expected in (first, second):
        claimed = store.submissions.claim_next(later(minutes=9))
        assert claimed is not None
        assert claimed.id == expected
        assert store.submissions.claim_next(later(minutes=9)) is None
        store.submissions.finish(expected, result(3), later(minutes=9))


def test_a_learner_waits_for_what_they_handed_in_before_and_nobody_else_does(
    store: Store, me: Learner
) -> None:
    first, second = receive(store, me, 1), receive(store, me, 2)
    other = store.submissions.new_id()
    friend = store.learners.create("Loutre turquoise", "Alma", ("tram", "velo", "micro"), NOON)
    store.submissions.receive(friend.id, "P01", "0" * 64, 10, later(minutes=3), id=other)

    def claim() -> str | None:
        found = store.submissions.claim_next(NOON)
        return found.id if found else None

    assert [claim(), claim(), claim()] == [first, other, None]
    assert store.submissions.count_running() == 2
    store.submissions.finish(first, result(3), NOON)
    assert claim() == second


def test_receiving_the_same_submission_again_changes_nothing(store: Store, me: Learner) -> None:
    key = receive(store, me)
    store.submissions.claim_next(NOON)
    again = store.submissions.receive(me.id, "P01", "0" * 64, 10, NOON, id=key)
    assert again.status == "running"


def test_what_a_stopped_worker_left_is_put_back(store: Store, me: Learner) -> None:
    key = receive(store, me)
    store.submissions.claim_next(NOON)
    assert store.submissions.requeue_running() == 1
    claimed = store.submissions.claim_next(NOON)
    assert claimed is not None
    assert claimed.id == key


def test_the_latest_and_the_best_submission_are_found(store: Store, me: Learner) -> None:
    good, poor, waiting = (receive(store, me, minutes) for minutes in (1, 2, 3))
    store.submissions.finish(good, result(4), NOON)
    store.submissions.finish(poor, result(1), NOON)
    best, latest = (
        find(me.id, "P01") for find in (store.submissions.best, store.submissions.latest)
    )
    assert best is not None
    assert latest is not None
    assert (best.id, best.result) == (good, result(4))
    assert (latest.id, latest.result) == (waiting, None)


def test_a_work_is_read_once_and_only_as_its_learners(store: Store, me: Learner) -> None:
    key = receive(store, me)
    store.submissions.mark_read("jeune-autre2", key, later(minutes=1))
    assert store.submissions.get(key).read_at is None
    store.submissions.mark_read(me.id, key, later(minutes=2))
    store.submissions.mark_read(me.id, key, later(minutes=3))
    assert store.submissions.get(key).read_at == later(minutes=2)


def test_a_failed_grading_keeps_its_sentence(store: Store, me: Learner) -> None:
    key = receive(store, me)
    store.submissions.fail(key, "La machine réessaie plus tard.", NOON)
    kept = store.submissions.get(key)
    assert kept is not None
    assert (kept.status, kept.sentence) == ("failed", "La machine réessaie plus tard.")


def test_a_result_survives_the_round_trip() -> None:
    for given in (result(3), GradingResult(0, 5, (), "Une note."), GradingResult(0, 0)):
        assert GradingResult.from_json(given.to_json()) == given


def test_a_summary_gathers_what_a_board_shows(store: Store, me: Learner) -> None:
    store.progress.record(me.id, "P01", "ecris", {2: 3}, NOON)
    store.help.raise_hand(me.id, "P01", NOON)
    old, new = receive(store, me, 1), receive(store, me, 2)
    word = store.words.write(me.id, "P01", None, "Continue.", False, NOON)
    summary = store.summarize([me.id])[me.id]
    assert summary.learner == me
    assert summary.latest is not None
    assert summary.latest.step == "ecris"
    assert summary.hand is not None
    assert summary.submissions["P01"].id == new != old
    assert summary.words["P01"] == word
    assert store.summarize([]) == {}
