"""Learners: pseudonyms, pictures, tries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quartiers.sessions import (
    AlreadyTaken,
    Learner,
    Store,
    StoreError,
    open_store,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SECRET = ("tram", "velo", "micro")


def test_pictures_open_in_their_order_only(store: Store, me: Learner) -> None:
    assert store.learners.verify_secret(me.id, SECRET)
    assert not store.learners.verify_secret(me.id, SECRET[::-1])
    assert not store.learners.verify_secret("jeune-inconnu", SECRET)


def test_a_new_learner_has_a_secret_only_when_pictures_were_given(store: Store) -> None:
    without = store.learners.create("Panda azur", "Alma", None, NOON)
    with_one = store.learners.create("Loutre corail", "Alma", SECRET, NOON)
    assert (without.has_secret, with_one.has_secret) == (False, True)
    assert [store.learners.get(one.id) for one in (without, with_one)] == [without, with_one]


def test_fifteen_wrong_tries_lock_until_an_animator_resets(store: Store, me: Learner) -> None:
    for _ in range(15):
        assert not store.learners.verify_secret(me.id, ("usine", "tram", "velo"))
    assert not store.learners.verify_secret(me.id, SECRET)
    locked = store.learners.get(me.id)
    assert locked is not None
    assert locked.is_locked
    store.learners.reset_secret(me.id)
    assert store.learners.choose_secret(me.id, ("usine", "tram", "velo"))
    assert not store.learners.choose_secret(me.id, SECRET)
    assert store.learners.verify_secret(me.id, ("usine", "tram", "velo"))


def test_a_right_try_makes_good_those_of_the_same_place_and_one_more(
    store: Store, me: Learner
) -> None:
    def wrong() -> int:
        found = store.learners.get(me.id)
        assert found is not None
        return found.wrong_tries

    for _ in range(4):
        for _ in range(4):
            store.learners.verify_secret(me.id, ("usine", "tram", "velo"))
        assert store.learners.verify_secret(me.id, SECRET, mine=5)
        assert wrong() == 0
    for _ in range(4):
        store.learners.verify_secret(me.id, ("usine", "tram", "velo"))
    assert store.learners.verify_secret(me.id, SECRET)
    assert wrong() == 3


def test_a_pseudonym_is_unique_in_a_centre_and_free_in_another(store: Store, me: Learner) -> None:
    with pytest.raises(AlreadyTaken, match="déjà pris"):
        store.learners.create(me.pseudo, "Alma", SECRET, NOON)
    assert store.learners.create(me.pseudo, "Écho", SECRET, NOON).number > me.number


@pytest.mark.parametrize("typed", ["Yanis Benali", "yanis@exemple.fr", "Renard", ""])
def test_a_name_that_is_not_ours_is_refused(store: Store, typed: str) -> None:
    with pytest.raises(StoreError, match="dans la liste"):
        store.learners.create(typed, "Alma", SECRET, NOON)


@pytest.mark.parametrize(
    "pictures", [(), ("tram",), ("tram", "tram", "velo"), ("tram", "velo", "x")]
)
def test_a_secret_is_three_different_pictures(store: Store, pictures: tuple[str, ...]) -> None:
    with pytest.raises(StoreError, match="trois"):
        store.learners.create("Renard turquoise", "Alma", pictures, NOON)


def test_ids_drawn_twice_are_drawn_again(url: str) -> None:
    store = open_store(url)
    drawn = iter(["jeune-aaaaaa", "jeune-aaaaaa", "jeune-bbbbbb"])
    store.learners._new_id = lambda: next(drawn)
    store.learners.create("Renard turquoise", "Alma", SECRET, NOON)
    assert store.learners.create("Panda azur", "Alma", SECRET, NOON).id == "jeune-bbbbbb"
    store.close()
