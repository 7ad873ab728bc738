"""One learner leaves the store for good, and the others keep all that is theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quartiers.sessions import Learner, Seance, Store, StoreError, open_store
from quartiers.sessions.engine import forget_deleted
from quartiers.sessions.erasures import STEPS, Erasure
from quartiers.sessions.links import Link
from quartiers.sessions.tables import learners, metadata

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
PICTURES = ("tram", "velo", "micro")
SAID = "Bravo pour ton grand coin"


def lived(store: Store, pseudo: str, seance: Seance) -> Learner:
    """A learner who did a little of everything."""
    learner = store.learners.create(pseudo, "Alma", PICTURES, NOON)
    store.seances.join(seance.id, learner.id, NOON)
    store.progress.record(learner.id, "P01", "modifie", {2: 1}, NOON)
    store.help.raise_hand(learner.id, "P01", NOON)
    store.words.write(learner.id, "P01", None, SAID, False, NOON)
    store.grids.tick(learner.id, "P01", "jeune", {"ose": 2}, NOON)
    store.links.issue(Link(learner.id, seance.id, "tout"), NOON)
    store.tickets.issue(learner.id, NOON)
    return learner


def two_who_worked_together(store: Store) -> tuple[Learner, Learner, str, str]:
    """Both learners, and what each handed in."""
    group = store.groups.ensure("Alma", "Mercredi")
    seance = store.seances.open("Alma", None, NOON, group_id=group.id)
    fox, otter = lived(store, "Renard turquoise", seance), lived(store, "Loutre safran", seance)
    store.pairs.start(otter.id, fox.id, seance.id, NOON)
    keys = []
    for me, other in ((fox, otter), (otter, fox)):
        keys.append(store.submissions.new_id())
        store.submissions.receive(
            me.id, "P01", "0" * 64, 10, NOON, id=keys[-1], partner_id=other.id
        )
    store.seances.close(seance.id, NOON)
    return fox, otter, *keys


def begin(store: Store, learner_id: str) -> Erasure:
    begun = store.erasures.begin(learner_id, NOON)
    assert begun is not None
    return begun


def rows(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_every_row_of_the_learner_is_gone_and_every_row_of_the_others_stays(store: Store) -> None:
    fox, otter, handed_in, kept = two_who_worked_together(store)
    before = rows(store)
    erasure = begin(store, fox.id)
    assert erasure == Erasure(
        fox.id, fox.number, "Renard turquoise", "Alma", (handed_in,), STEPS[0]
    )
    after = rows(store)
    shared = ("meta", "animators", "groups", "seances")
    assert {name: after[name] for name in shared} == {name: before[name] for name in shared}
    assert after["pairs"] == 0
    mine = set(after) - {*shared, "pairs", "erasures"}
    assert {name: after[name] for name in mine} == {name: before[name] // 2 for name in mine}
    assert store.learners.get(otter.id) == otter
    assert store.submissions.get(kept).partner_id is None


def test_the_door_knows_nothing_of_somebody_who_is_being_erased(store: Store) -> None:
    fox, otter, *_ = two_who_worked_together(store)
    seance = store.seances.open("Alma", None, NOON)
    ticket = store.tickets.issue(fox.id, NOON)
    store.seances.close(seance.id, NOON)
    begin(store, fox.id)
    assert store.learners.get(fox.id) is None
    assert store.learners.of_centre("Alma") == [otter]
    assert not store.learners.verify_secret(fox.id, PICTURES)
    assert store.tickets.redeem(ticket, NOON) is None
    assert store.submissions.claim_next(NOON).learner_id == otter.id
    assert store.submissions.claim_next(NOON) is None


def test_their_pseudonym_is_free_again_only_when_all_is_gone(store: Store, me: Learner) -> None:
    erasure = begin(store, me.id)
    for step in STEPS:
        (erasure,) = store.erasures.waiting(step)
        assert (me.pseudo in store.learners.pseudos("Alma")) is (step != STEPS[-1])
        store.erasures.advance(erasure)
    assert store.erasures.waiting() == []
    assert store.learners.create(me.pseudo, "Alma").number > me.number


def test_nobody_is_erased_while_a_seance_is_open_in_their_centre(store: Store, me: Learner) -> None:
    seance = store.seances.open("Alma", None, NOON)
    store.seances.open("Roseraie", None, NOON)
    with pytest.raises(StoreError, match=r"ouverte à Alma.*Fermez d'abord"):
        store.erasures.begin(me.id, NOON)
    assert store.learners.get(me.id) == me
    assert store.erasures.waiting() == []
    store.seances.close(seance.id, NOON)
    assert begin(store, me.id).id == me.id


def test_nobody_is_erased_twice_nor_somebody_unknown(store: Store, me: Learner) -> None:
    begin(store, me.id)
    assert store.erasures.begin(me.id, NOON) is None
    assert store.erasures.begin("jeune-zzzzzz", NOON) is None
    assert len(store.erasures.waiting()) == 1


def test_a_number_is_never_given_again(store: Store) -> None:
    last = store.learners.create("Loup citron", "Alma", PICTURES, NOON)
    begin(store, last.id)
    assert store.learners.create("Lion olive", "Alma", PICTURES, NOON).number > last.number


def test_steps_come_one_after_the_other_and_each_may_be_done_twice(
    store: Store, me: Learner
) -> None:
    first = begin(store, me.id)
    store.erasures.advance(first)
    store.erasures.advance(first)
    assert [one.step for one in store.erasures.waiting()] == [STEPS[1]]
    assert store.erasures.get(me.id).pseudo == me.pseudo


def test_the_last_step_knows_nobody_any_more(store: Store, me: Learner) -> None:
    erasure = begin(store, me.id)
    for _ in STEPS[:-1]:
        (erasure,) = store.erasures.waiting()
        store.erasures.advance(erasure)
    (last,) = store.erasures.waiting(STEPS[-1])
    assert (last.number, last.pseudo, last.centre, last.submissions) == (0, "", "", ())
    assert me.id not in last.id
    assert store.erasures.get(me.id) is None


def test_the_oldest_comes_first(store: Store) -> None:
    two = [store.learners.create(name, "Alma") for name in ("Loup citron", "Lion olive")]
    for minutes, one in enumerate(reversed(two)):
        store.erasures.begin(one.id, NOON + timedelta(minutes=minutes))
    assert [one.id for one in store.erasures.waiting()] == [one.id for one in reversed(two)]


def test_a_work_that_arrives_too_late_is_refused(store: Store, me: Learner) -> None:
    begin(store, me.id)
    with pytest.raises(StoreError, match="n'existe plus"):
        store.submissions.receive(me.id, "P01", "0" * 64, 10, NOON, id="tard")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_itself_forgets(url: str, tmp_path: Path) -> None:
    store, reader = open_store(url), open_store(url)
    fox, *_, handed_in, _ = two_who_worked_together(store)
    secrets = [word.encode() for word in (fox.id, fox.pseudo, handed_in)]
    assert all(inside(tmp_path, word) for word in secrets)
    with reader.database.read() as connection:
        connection.execute(select(learners)).all()
    erasure = begin(store, fox.id)
    while erasure.step != STEPS[-1]:
        store.erasures.advance(erasure)
        (erasure,) = store.erasures.waiting()
    forget_deleted(url)
    assert [word for word in secrets if inside(tmp_path, word)] == []
    store.erasures.advance(erasure)
    assert [word for word in secrets if inside(tmp_path, word)] == []
    assert inside(tmp_path, b"Loutre safran")
    store.close()
    reader.close()


def inside(folder: Path, word: bytes) -> bool:
    """Whether a file of this folder holds this word, its log included."""
    return any(word in file.read_bytes() for file in folder.iterdir())


def test_there_is_nothing_to_forget_where_there_is_no_file(tmp_path: Path) -> None:
    forget_deleted(f"sqlite:///{tmp_path / 'rien.db'}")
    forget_deleted("sqlite://")
    forget_deleted("postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert list(tmp_path.iterdir()) == []
