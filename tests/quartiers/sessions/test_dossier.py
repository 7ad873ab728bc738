"""All that the store holds of one learner, and nothing of the others."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from quartiers.sessions import Store
from quartiers.sessions.dossier import TOLD, UNTOLD, read_dossier, tables_about_learners

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
PICTURES = ("tram", "velo", "micro")


def lived(store: Store, pseudo: str, said: str) -> Any:
    """A learner who did a little of everything."""
    learner = store.learners.create(pseudo, "Alma", PICTURES, NOON)
    group = store.groups.ensure("Alma", "Mercredi")
    seance = store.seances.open("Alma", None, NOON, group_id=group.id)
    store.seances.join(seance.id, learner.id, NOON)
    store.progress.record(learner.id, "P01", "modifie", {2: 1}, NOON)
    store.help.raise_hand(learner.id, "P01", NOON)
    store.words.write(learner.id, "P01", None, said, False, NOON)
    store.grids.tick(learner.id, "P01", "jeune", {"ose": 2}, NOON)
    for later in (0, 1):
        key, when = store.submissions.new_id(), NOON + timedelta(minutes=later)
        store.submissions.receive(learner.id, "P01", "0" * 64, 10, when, id=key)
    return learner


def test_every_table_about_learners_is_told_or_its_silence_has_a_reason() -> None:
    assert tables_about_learners() == {table.name for table in TOLD} | set(UNTOLD)


def test_all_rows_of_a_learner_are_told_and_none_of_another(store: Store) -> None:
    fox = lived(store, "Renard turquoise", "Bravo pour le néon")
    otter = lived(store, "Loutre safran", "Bravo pour la loutre")
    told = read_dossier(store.database, fox.id)
    assert {name: len(rows) for name, rows in told.items()} == {
        "learners": 1,
        "groups": 1,
        "presences": 1,
        "progress": 1,
        "submissions": 2,
        "words": 1,
        "grids": 1,
        "help_requests": 1,
    }
    text = json.dumps(told, default=str, ensure_ascii=False)
    assert "Bravo pour le néon" in text
    assert "loutre" not in text.casefold()
    assert otter.id not in text


def test_the_secret_is_not_told(store: Store) -> None:
    fox = lived(store, "Renard turquoise", "Bravo")
    (row,) = read_dossier(store.database, fox.id)["learners"]
    assert row["pseudo"] == "Renard turquoise"
    assert "secret" not in row
    assert "scrypt" not in str(row)


def test_somebody_who_did_nothing_has_a_row_all_the_same(store: Store) -> None:
    fox = store.learners.create("Renard turquoise", "Alma", None, NOON)
    told = read_dossier(store.database, fox.id)
    assert [name for name, rows in told.items() if rows] == ["learners"]
