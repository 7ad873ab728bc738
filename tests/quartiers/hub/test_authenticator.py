"""The room's tickets are the only way in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.hub.authenticator import TicketAuthenticator
from quartiers.hub.room_path import ROOM_PATH
from quartiers.sessions import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'pixel.db'}")
    yield opened
    opened.close()


@pytest.fixture
def authenticator(store: Store) -> TicketAuthenticator:
    return TicketAuthenticator(store=store)


def present(authenticator: TicketAuthenticator, data: dict[str, str]) -> str | None:
    """The name the Hub would log in, after all of its own checks."""
    found = asyncio.run(authenticator.get_authenticated_user(None, data))
    return found["name"] if found else None


def test_a_ticket_logs_its_owner_in(authenticator: TicketAuthenticator, store: Store) -> None:
    token = store.tickets.issue("jeune-abc234", datetime.now(UTC))
    assert present(authenticator, {"ticket": token}) == "jeune-abc234"


def test_a_ticket_serves_once(authenticator: TicketAuthenticator, store: Store) -> None:
    token = store.tickets.issue("jeune-abc234", datetime.now(UTC))
    present(authenticator, {"ticket": token})
    assert present(authenticator, {"ticket": token}) is None


def test_a_ticket_serves_in_the_browser_that_asked(
    authenticator: TicketAuthenticator, store: Store
) -> None:
    token = store.tickets.issue("jeune-abc234", datetime.now(UTC), "mine")
    assert present(authenticator, {"ticket": token, "browser": "theirs"}) is None
    assert present(authenticator, {"ticket": token, "browser": "mine"}) == "jeune-abc234"


def test_an_old_ticket_is_refused(authenticator: TicketAuthenticator, store: Store) -> None:
    token = store.tickets.issue("jeune-abc234", datetime.now(UTC) - timedelta(minutes=5))
    assert present(authenticator, {"ticket": token}) is None


@pytest.mark.parametrize("data", [{}, {"ticket": ""}, {"ticket": "x"}, {"username": "anim-samia"}])
def test_nothing_else_logs_anybody_in(
    authenticator: TicketAuthenticator, data: dict[str, str]
) -> None:
    assert present(authenticator, data) is None


def test_a_ticket_for_a_name_of_another_kind_is_refused(
    authenticator: TicketAuthenticator, store: Store
) -> None:
    token = store.tickets.issue("root", datetime.now(UTC))
    assert present(authenticator, {"ticket": token}) is None


def test_people_without_ticket_are_sent_to_the_room(authenticator: TicketAuthenticator) -> None:
    assert authenticator.auto_login
    assert authenticator.login_url("/hub/") == ROOM_PATH


def test_names_keep_their_letters(authenticator: TicketAuthenticator) -> None:
    assert authenticator.normalize_username("anim-samia") == "anim-samia"
