"""Animators: logins, passwords, refusals."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quartiers.sessions import (
    AlreadyTaken,
    Store,
    StoreError,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
PASSWORD = "quatre mots bien choisis"


def test_an_animator_is_recognised_by_password(store: Store) -> None:
    samia = store.animators.create(" Samia ", PASSWORD, NOON)
    assert samia.hub_name == "anim-samia"
    assert store.animators.verify("SAMIA", PASSWORD) == samia
    assert store.animators.verify("samia", PASSWORD + " ") is None
    assert store.animators.verify("autre", PASSWORD) is None
    assert store.animators.count() == 1


@pytest.mark.parametrize("login", ["", "é", "a b", "-a", "a" * 40, "anim/x"])
def test_a_login_that_cannot_be_a_hub_name_is_refused(store: Store, login: str) -> None:
    with pytest.raises(StoreError, match="Exemple : samia"):
        store.animators.create(login, PASSWORD, NOON)


def test_short_passwords_and_twin_logins_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="10 à 200"):
        store.animators.create("samia", "court", NOON)
    store.animators.create("samia", PASSWORD, NOON)
    with pytest.raises(AlreadyTaken, match="samia"):
        store.animators.create("samia", PASSWORD, NOON)
