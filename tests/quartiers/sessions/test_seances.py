"""Séances and groups: codes, presence, and who may work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quartiers.sessions import (
    Learner,
    Store,
    open_store,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def later(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


def test_a_code_opens_its_seance_however_it_is_typed(store: Store) -> None:
    seance = store.seances.open("Alma", None, NOON)
    typed = f" {seance.code[:2].lower()}-{seance.code[2:]} "
    assert store.seances.by_code(typed) == seance


def test_a_closed_seance_is_as_unknown_as_one_that_never_was(store: Store) -> None:
    seance = store.seances.open("Alma", None, NOON)
    store.seances.close(seance.id, later(hours=1))
    store.seances.close(seance.id, later(hours=2))
    assert store.seances.by_code(seance.code) is None
    assert store.seances.current() == []
    closed = store.seances.get(seance.id)
    assert closed is not None
    assert closed.closed_at == later(hours=1)


def test_a_code_is_never_given_twice(url: str) -> None:
    store = open_store(url)
    codes = iter(["KD7R3", "KD7R3", "KD7R3", "PPPPP"])
    store.seances._new_code = lambda: next(codes)
    first = store.seances.open("Alma", None, NOON)
    store.seances.close(first.id, NOON)
    assert store.seances.open("Alma", None, NOON).code == "PPPPP"
    store.close()


def test_entering_twice_counts_once_and_joins_the_group(store: Store, me: Learner) -> None:
    group = store.groups.ensure("Alma", "Mercredi")
    seance = store.seances.open("Alma", None, NOON, group_id=group.id)
    store.seances.join(seance.id, me.id, NOON)
    store.seances.join(seance.id, me.id, later(minutes=5))
    (presence,) = store.seances.present(seance.id)
    assert (presence.learner, presence.joined_at) == (me, NOON)
    assert store.learners.of_group(group.id) == [me]


def test_a_learner_works_only_in_an_open_seance_they_entered(store: Store, me: Learner) -> None:
    mine, other = (store.seances.open("Alma", None, NOON) for _ in range(2))
    assert store.seances.open_for(me.id) is None
    store.seances.join(mine.id, me.id, NOON)
    assert store.seances.open_for(me.id) == mine
    store.seances.close(mine.id, NOON)
    assert store.seances.open_for(me.id) is None
    assert store.seances.current() == [other]


def test_a_group_asked_for_twice_is_one(store: Store) -> None:
    assert store.groups.ensure("Alma", " Mercredi  14h ") == store.groups.ensure(
        "Alma", "Mercredi 14h"
    )
    assert store.groups.ensure("Écho", "Mercredi 14h").id != 1


def test_the_last_presence_of_each_is_known(store: Store, me: Learner) -> None:
    never = store.learners.create("Loup citron", "Alma")
    for days in (1, 9, 3):
        seance = store.seances.open("Alma", None, NOON)
        store.seances.join(seance.id, me.id, NOON + timedelta(days=days))
    assert store.seances.last_presences() == {me.id: NOON + timedelta(days=9)}
    assert [one.id for one in store.learners.everybody()] == [never.id, me.id]
