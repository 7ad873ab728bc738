"""All that the store holds of one learner, row by row, for the copy that is given to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from quartiers.sessions.engine import Database
from quartiers.sessions.tables import (
    grids,
    groups,
    help_requests,
    learners,
    memberships,
    metadata,
    presences,
    progress,
    seances,
    submissions,
    words,
)

TOLD: tuple[Table, ...] = (progress, submissions, words, grids, help_requests)
"""Tables whose rows are told as they are."""
UNTOLD = {
    "memberships": "told as the names of the groups",
    "presences": "told with the day of the séance",
    "links": "keys that open a page for a while",
    "pairs": "somebody else's name too, and gone when the two part",
}
"""The other tables about a learner, and why they are not told as they are."""
HIDDEN = frozenset({"learner_id", "partner_id", "animator_id", "secret", "pseudo_key", "place"})
"""Columns that say nothing of the learner, or say who somebody else is."""

Row = dict[str, Any]


def tables_about_learners() -> set[str]:
    """The names of all tables that point at a learner."""
    return {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table is learners for key in table.foreign_keys)
    }


def read_dossier(database: Database, learner_id: str) -> dict[str, list[Row]]:
    """By table name, the rows of this learner, in the order of their keys.

    Values are what the columns hold: texts, numbers, aware times, None. The secret is not there.
    """
    mine = {table: table.c.learner_id == learner_id for table in TOLD}
    queries = {
        "learners": select(learners).where(learners.c.id == learner_id),
        "groups": select(groups.c.centre, groups.c.name)
        .join(memberships, memberships.c.group_id == groups.c.id)
        .where(memberships.c.learner_id == learner_id),
        "presences": select(presences.c.joined_at, seances.c.centre)
        .join(seances, seances.c.id == presences.c.seance_id)
        .where(presences.c.learner_id == learner_id)
        .order_by(presences.c.place),
        **{t.name: select(t).where(where).order_by(*t.primary_key) for t, where in mine.items()},
    }
    with database.read() as connection:
        return {
            name: [_shown(row) for row in connection.execute(query).mappings()]
            for name, query in queries.items()
        }


def _shown(row: Any) -> Row:
    return {str(name): value for name, value in row.items() if name not in HIDDEN}
