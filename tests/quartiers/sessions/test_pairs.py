"""Two learners at one computer: one pair each at most, for as long as it lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from quartiers.sessions import Learner, Seance, Store, StoreError, open_store
from quartiers.sessions.engine import open_database
from quartiers.sessions.pairs import Pair, partners
from quartiers.sessions.schema import ensure_schema
from quartiers.sessions.tables import learners

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def seance(store: Store) -> Seance:
    return store.seances.open("Alma", None, NOON)


@pytest.fixture
def three(store: Store) -> list[Learner]:
    names = ("Renard turquoise", "Panda azur", "Loutre corail")
    return [store.learners.create(name, "Alma", None, NOON) for name in names]


def start(store: Store, seance: Seance, host: Learner, guest: Learner) -> Pair:
    store.pairs.start(host.id, guest.id, seance.id, NOON)
    pair = store.pairs.hosted_by(host.id)
    assert pair is not None
    return pair


def test_the_host_drives_first(store: Store, seance: Seance, three: list[Learner]) -> None:
    pair = start(store, seance, three[0], three[1])
    assert (pair.pilot.pseudo, pair.copilot.pseudo) == ("Renard turquoise", "Panda azur")
    assert pair.swapped_at == pair.started_at == NOON


def test_swapping_twice_changes_nothing_but_the_time(
    store: Store, seance: Seance, three: list[Learner]
) -> None:
    pair = start(store, seance, three[0], three[1])
    swapped = store.pairs.swap(three[0].id, LATER)
    assert swapped is not None
    assert (swapped.pilot, swapped.copilot) == (pair.copilot, pair.pilot)
    again = store.pairs.swap(three[0].id, LATER)
    assert again is not None
    assert (again.pilot, again.swapped_at) == (pair.pilot, LATER)


def test_somebody_alone_swaps_with_nobody(store: Store, three: list[Learner]) -> None:
    assert store.pairs.swap(three[0].id, NOON) is None


def test_nobody_pairs_with_themselves(store: Store, seance: Seance, three: list[Learner]) -> None:
    with pytest.raises(StoreError, match="deux jeunes"):
        store.pairs.start(three[0].id, three[0].id, seance.id, NOON)


@pytest.mark.parametrize(("host", "guest"), [(0, 2), (2, 0), (1, 2), (2, 1), (1, 0)])
def test_a_new_pair_ends_whatever_either_was_in(
    store: Store, seance: Seance, three: list[Learner], host: int, guest: int
) -> None:
    start(store, seance, three[0], three[1])
    start(store, seance, three[host], three[guest])
    assert len(store.pairs.of_seance(seance.id)) == 1


def test_only_the_host_hosts(store: Store, seance: Seance, three: list[Learner]) -> None:
    pair = start(store, seance, three[0], three[1])
    assert store.pairs.hosted_by(three[1].id) is None
    assert store.pairs.of(three[1].id) == store.pairs.of(three[0].id) == [pair]


def test_a_closed_seance_has_no_pair_at_work(
    store: Store, seance: Seance, three: list[Learner]
) -> None:
    pair = start(store, seance, three[0], three[1])
    store.seances.close(seance.id, LATER)
    assert store.pairs.hosted_by(three[0].id) is None
    assert store.pairs.of_seance(seance.id) == [pair]


def test_ending_twice_is_ending_once_and_leaves_a_newer_pair_alone(
    store: Store, seance: Seance, three: list[Learner]
) -> None:
    old = start(store, seance, three[0], three[1])
    store.pairs.end(old)
    store.pairs.end(old)
    store.pairs.start(three[0].id, three[1].id, seance.id, LATER)
    store.pairs.end(old)
    assert store.pairs.hosted_by(three[0].id) is not None


def test_each_has_the_other_as_a_partner(
    store: Store, seance: Seance, three: list[Learner]
) -> None:
    start(store, seance, three[0], three[1])
    beside = partners(store.pairs.of_seance(seance.id))
    assert {key: one.pseudo for key, one in beside.items()} == {
        three[0].id: "Panda azur",
        three[1].id: "Renard turquoise",
    }


def test_erasing_a_learner_erases_their_pair_and_their_name_on_works(
    store: Store, seance: Seance, three: list[Learner]
) -> None:
    start(store, seance, three[0], three[1])
    key = store.submissions.new_id()
    store.submissions.receive(
        three[0].id, "P01", "0" * 64, 10, NOON, id=key, partner_id=three[1].id
    )
    with store.database.write() as connection:
        connection.execute(delete(learners).where(learners.c.id == three[1].id))
    assert store.pairs.of_seance(seance.id) == []
    kept = store.submissions.get(key)
    assert kept is not None
    assert kept.partner_id is None


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_an_older_postgresql_learns_about_pairs(url: str) -> None:
    database = open_database(url)
    ensure_schema(database)
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE erasures")
        connection.exec_driver_sql("DROP TABLE pairs")
        connection.exec_driver_sql("ALTER TABLE submissions DROP COLUMN partner_id")
        connection.exec_driver_sql("ALTER TABLE submissions DROP COLUMN read_at")
        connection.exec_driver_sql("ALTER TABLE submissions DROP COLUMN turn")
        for table in ("submissions", "words", "presences", "progress"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN place")
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'place'")
        connection.exec_driver_sql("UPDATE meta SET value = '4' WHERE key = 'schema'")
    database.close()
    store = open_store(url)
    seance = store.seances.open("Alma", None, NOON)
    host, guest = (store.learners.create(name, "Alma") for name in ("Renard azur", "Panda azur"))
    pair = start(store, seance, host, guest)
    swapped = store.pairs.swap(host.id, LATER)
    assert swapped is not None
    assert swapped.pilot == pair.copilot
    store.close()
