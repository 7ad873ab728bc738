"""What each step from one schema to the next does, in words that both databases understand.

A step is written once and never changed: it says what was true on its day, not what
`tables.py` says now.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text


def add_comfort_and_stuck(connection: Connection) -> None:
    """Schema 2: how a learner likes to read, and since when a lesson resists."""
    connection.exec_driver_sql("ALTER TABLE learners ADD COLUMN comfort TEXT")
    connection.exec_driver_sql("ALTER TABLE progress ADD COLUMN stuck_at TIMESTAMP")


def add_grids(connection: Connection) -> None:
    """Schema 3: the four creative lines, as the learner and as an animator tick them."""
    connection.exec_driver_sql(
        "CREATE TABLE grids ("
        "learner_id VARCHAR(32) NOT NULL REFERENCES learners (id) ON DELETE CASCADE, "
        "lesson VARCHAR(12) NOT NULL, "
        "voice VARCHAR(12) NOT NULL, "
        "steps TEXT NOT NULL, "
        "ticked_at TIMESTAMP NOT NULL, "
        "PRIMARY KEY (learner_id, lesson, voice))"
    )


def add_links(connection: Connection) -> None:
    """Schema 4: the short-lived links that a phone follows."""
    connection.exec_driver_sql(
        "CREATE TABLE links ("
        "hash VARCHAR(64) NOT NULL PRIMARY KEY, "
        "learner_id VARCHAR(32) NOT NULL REFERENCES learners (id) ON DELETE CASCADE, "
        "seance_id INTEGER NOT NULL REFERENCES seances (id) ON DELETE CASCADE, "
        "purpose VARCHAR(12) NOT NULL, "
        "file VARCHAR(255) NOT NULL, "
        "expires_at TIMESTAMP NOT NULL)"
    )


def add_pairs(connection: Connection) -> None:
    """Schema 5: two learners at one computer, and with whom a work was handed in."""
    connection.exec_driver_sql(
        "CREATE TABLE pairs ("
        "host_id VARCHAR(32) NOT NULL PRIMARY KEY REFERENCES learners (id) ON DELETE CASCADE, "
        "guest_id VARCHAR(32) NOT NULL UNIQUE REFERENCES learners (id) ON DELETE CASCADE, "
        "seance_id INTEGER NOT NULL REFERENCES seances (id) ON DELETE CASCADE, "
        "guest_drives BOOLEAN NOT NULL, "
        "started_at TIMESTAMP NOT NULL, "
        "swapped_at TIMESTAMP NOT NULL)"
    )
    connection.exec_driver_sql(
        "ALTER TABLE submissions ADD COLUMN partner_id VARCHAR(32) "
        "REFERENCES learners (id) ON DELETE SET NULL"
    )


def add_erasures(connection: Connection) -> None:
    """Schema 6: learners who are being erased, until nothing is left of them."""
    connection.exec_driver_sql(
        "CREATE TABLE erasures ("
        "learner_id VARCHAR(32) NOT NULL PRIMARY KEY, "
        "number INTEGER NOT NULL, "
        "pseudo VARCHAR(60) NOT NULL, "
        "centre VARCHAR(80) NOT NULL, "
        "submissions TEXT NOT NULL, "
        "step VARCHAR(10) NOT NULL, "
        "asked_at TIMESTAMP NOT NULL)"
    )


def add_readings(connection: Connection) -> None:
    """Schema 7: when an adult read a work that was handed in. Those of before ask for nothing."""
    connection.exec_driver_sql("ALTER TABLE submissions ADD COLUMN read_at TIMESTAMP")
    connection.exec_driver_sql("UPDATE submissions SET read_at = received_at")


PLACED: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("submissions", "received_at", ("id",)),
    ("words", "written_at", ("id",)),
    ("presences", "joined_at", ("seance_id", "learner_id")),
    ("progress", "updated_at", ("learner_id", "lesson")),
    ("pairs", "started_at", ("host_id",)),
)


def add_places(connection: Connection) -> None:
    """Schema 8: what came after what, whatever the clock said. Until now, the clock is believed."""
    found = []
    for table, moment, keys in PLACED:
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ADD COLUMN place INTEGER NOT NULL DEFAULT 0"
        )
        rows = connection.exec_driver_sql(f"SELECT {moment}, {', '.join(keys)} FROM {table}")
        found += [(str(row[0]), table, keys, tuple(row[1:])) for row in rows]
    for place, (_, table, keys, values) in enumerate(sorted(found), start=1):
        mine = " AND ".join(f"{key} = :{key}" for key in keys)
        change = text(f"UPDATE {table} SET place = :place WHERE {mine}")
        connection.execute(change, {"place": place, **dict(zip(keys, values, strict=True))})
    count = text("INSERT INTO meta (key, value) VALUES ('place', :count)")
    connection.execute(count, {"count": str(len(found))})
    for index, columns in (
        ("submissions_queue", "status, place"),
        ("submissions_learner", "learner_id, lesson, place"),
    ):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")
        connection.exec_driver_sql(f"CREATE INDEX {index} ON submissions ({columns})")


def add_turns(connection: Connection) -> None:
    """Schema 9: when a work was taken to be graded, on the same count as the places."""
    connection.exec_driver_sql("ALTER TABLE submissions ADD COLUMN turn INTEGER")
