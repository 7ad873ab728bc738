"""Tickets: good once, for a minute, and never written down."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.sessions import (
    Store,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SECRET = ("tram", "velo", "micro")
PASSWORD = "quatre mots bien choisis"


def later(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


def test_a_ticket_is_good_once(store: Store) -> None:
    ticket = store.tickets.issue("jeune-abcdef", NOON)
    assert store.tickets.redeem(ticket, later(seconds=59)) == "jeune-abcdef"
    assert store.tickets.redeem(ticket, later(seconds=59)) is None


def test_a_ticket_is_good_for_a_minute(store: Store) -> None:
    ticket = store.tickets.issue("jeune-abcdef", NOON)
    assert store.tickets.redeem(ticket, later(seconds=60)) is None


def test_tickets_asked_for_at_the_same_time_do_not_end_each_other(store: Store) -> None:
    late = store.tickets.issue("jeune-abcdef", later(seconds=2))
    store.tickets.issue("jeune-ghijkl", NOON)  # its clock was read before, its row comes after
    assert store.tickets.redeem(late, later(seconds=3)) == "jeune-abcdef"


def test_a_ticket_made_for_one_browser_is_worth_nothing_in_another(store: Store) -> None:
    ticket = store.tickets.issue("jeune-abcdef", NOON, "mine")
    for other in ("", "theirs", "mine "):
        assert store.tickets.redeem(ticket, NOON, other) is None
    assert store.tickets.redeem(ticket, NOON, "mine") == "jeune-abcdef"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_holds_no_ticket_password_or_pictures(store: Store, tmp_path: Path) -> None:
    ticket = store.tickets.issue("jeune-abcdef", NOON)
    store.animators.create("samia", PASSWORD, NOON)
    store.learners.create("Renard turquoise", "Alma", SECRET, NOON)
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (ticket, PASSWORD, "tram velo micro"):
        assert secret.encode() not in content


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_is_for_its_owner_only(store: Store, tmp_path: Path) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
