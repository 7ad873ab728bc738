"""Progress that never goes back, hands in their order, words once read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quartiers.sessions import (
    Learner,
    Store,
    StoreError,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SECRET = ("tram", "velo", "micro")


def later(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


def test_progress_adds_up_and_keeps_the_best_stars(store: Store, me: Learner) -> None:
    store.progress.record(me.id, "P01", "modifie", {2: 3}, NOON, ["predis", "lance"])
    store.progress.record(
        me.id, "P01", "ecris", {2: 1, 4: 2}, later(minutes=1), ["lance", "modifie"]
    )
    kept = store.progress.get(me.id, "P01")
    assert kept is not None
    assert (kept.step, kept.stars) == ("ecris", {2: 3, 4: 2})
    assert kept.steps_done == ("predis", "lance", "modifie")
    assert kept.total_stars == 5


def test_recording_twice_is_recording_once(store: Store, me: Learner) -> None:
    first = store.progress.record(me.id, "P01", "modifie", {2: 3}, NOON, ["predis"])
    again = store.progress.record(me.id, "P01", "modifie", {2: 3}, NOON, ["predis"])
    assert replace(again, place=first.place) == first


def test_a_clock_put_back_does_not_keep_the_learner_where_they_were(
    store: Store, me: Learner
) -> None:
    store.progress.record(me.id, "P01", "ecris", {}, later(days=1))
    store.progress.record(me.id, "P01", "cree", {2: 3}, NOON)
    kept = store.progress.get(me.id, "P01")
    assert kept is not None
    assert (kept.step, kept.stars, kept.updated_at) == ("cree", {2: 3}, NOON)


def test_a_learner_has_one_hand_and_keeps_the_place_in_the_queue(store: Store, me: Learner) -> None:
    other = store.learners.create("Panda azur", "Alma", SECRET, NOON)
    store.help.raise_hand(me.id, "P01", NOON)
    store.help.raise_hand(other.id, "P01", later(minutes=1))
    store.help.raise_hand(me.id, "P02", later(minutes=2))
    queue = store.help.open_requests()
    assert [(one.learner_id, one.lesson, one.raised_at) for one in queue] == [
        (me.id, "P02", NOON),
        (other.id, "P01", later(minutes=1)),
    ]
    store.help.lower(me.id, later(minutes=3))
    store.help.lower(me.id, later(minutes=4))
    assert [one.learner_id for one in store.help.open_requests()] == [other.id]
    store.help.lower_all(later(minutes=5))
    assert store.help.open_requests() == []


def test_a_word_is_unread_until_seen_the_first_time(store: Store, me: Learner) -> None:
    word = store.words.write(me.id, "P01", None, " J'ai remarqué… ", True, NOON)
    assert store.words.unread(me.id) == [word]
    store.words.mark_read("jeune-other", [word.id], NOON)
    store.words.mark_read(me.id, [word.id, 99], later(minutes=1))
    store.words.mark_read(me.id, [word.id], later(minutes=2))
    latest = store.words.latest(me.id, "P01")
    assert latest is not None
    assert (latest.text, latest.rework, latest.read_at) == (
        "J'ai remarqué…",
        True,
        later(minutes=1),
    )
    assert store.words.unread(me.id) == []


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_a_word_is_neither_empty_nor_endless(store: Store, me: Learner, text: str) -> None:
    with pytest.raises(StoreError, match="Ce mot a"):
        store.words.write(me.id, "P01", None, text, False, NOON)
