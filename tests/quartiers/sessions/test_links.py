"""Links of phones: each opens one thing, for a while, and the store cannot give them away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from quartiers.sessions import Learner, Store
from quartiers.sessions.links import Link
from quartiers.sessions.tables import links

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_a_link_opens_what_it_was_made_for_and_only_its_hash_is_kept(
    store: Store, me: Learner
) -> None:
    made = Link(me.id, store.seances.open("Alma", None, NOON).id, "oeuvre", "n.png")
    token = store.links.issue(made, NOON)
    assert store.links.follow(token, NOON) == made
    assert store.links.follow(token[:-1] + "!", NOON) is None
    with store.database.read() as connection:
        kept = connection.execute(select(links)).one()
    assert token not in str(kept)


def test_a_link_ends_after_an_hour_or_with_its_seance(store: Store, me: Learner) -> None:
    seance = store.seances.open("Alma", None, NOON)
    token = store.links.issue(Link(me.id, seance.id, "envoi"), NOON)
    assert store.links.follow(token, NOON + timedelta(minutes=59)) is not None
    assert store.links.follow(token, NOON + timedelta(minutes=60)) is None
    store.seances.close(seance.id, NOON)
    assert store.links.follow(token, NOON) is None


def test_links_asked_for_at_the_same_time_do_not_end_each_other(store: Store, me: Learner) -> None:
    made = Link(me.id, store.seances.open("Alma", None, NOON).id, "tout")
    late = store.links.issue(made, NOON + timedelta(seconds=2))
    store.links.issue(made, NOON)  # its clock was read before, its row comes after
    assert store.links.follow(late, NOON + timedelta(seconds=3)) == made
