"""The tables of the store, in words that SQLite and PostgreSQL both understand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored as naive UTC because SQLite forgets time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse naive times: nobody could tell whose clock they are."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time zone is needed, got {value!r}; use datetime.now(UTC)")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the time zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()


def _learner_key(**options: Any) -> Column[str]:
    return Column(
        "learner_id", String(32), ForeignKey("learners.id", ondelete="CASCADE"), **options
    )


meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

animators = Table(
    "animators",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(40), nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("centre", String(80), nullable=False),
    Column("name", String(80), nullable=False),
    UniqueConstraint("centre", "name"),
)

seances = Table(
    "seances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("centre", String(80), nullable=False),
    Column("group_id", Integer, ForeignKey("groups.id", ondelete="SET NULL")),
    Column("lessons", Text, nullable=False),
    Column("animator_id", Integer, ForeignKey("animators.id", ondelete="SET NULL")),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime, index=True),
)

learners = Table(
    "learners",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("centre", String(80), nullable=False),
    Column("pseudo", String(60), nullable=False),
    Column("pseudo_key", String(60), nullable=False),
    Column("secret", Text),
    Column("wrong_tries", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("comfort", Text),
    UniqueConstraint("centre", "pseudo_key"),
    sqlite_autoincrement=True,  # a number gives a Unix uid: never give it twice
)

memberships = Table(
    "memberships",
    metadata,
    Column("group_id", Integer, ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    _learner_key(primary_key=True),
)

presences = Table(
    "presences",
    metadata,
    Column("seance_id", Integer, ForeignKey("seances.id", ondelete="CASCADE"), primary_key=True),
    _learner_key(primary_key=True, index=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("place", Integer, nullable=False),
)

progress = Table(
    "progress",
    metadata,
    _learner_key(primary_key=True),
    Column("lesson", String(12), primary_key=True),
    Column("step", String(20), nullable=False),
    Column("steps_done", Text, nullable=False),
    Column("stars", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("stuck_at", UtcDateTime),
    Column("place", Integer, nullable=False),
)

help_requests = Table(
    "help_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    _learner_key(nullable=False, index=True),
    Column("lesson", String(12), nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("lowered_at", UtcDateTime),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(40), primary_key=True),
    _learner_key(nullable=False),
    Column("lesson", String(12), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("stars", Integer),
    Column("result", Text),
    Column("sentence", Text),
    Column("partner_id", String(32), ForeignKey("learners.id", ondelete="SET NULL")),
    Column("read_at", UtcDateTime),
    Column("place", Integer, nullable=False),
    Column("turn", Integer),
    Index("submissions_queue", "status", "place"),
    Index("submissions_learner", "learner_id", "lesson", "place"),
)

words = Table(
    "words",
    metadata,
    Column("id", Integer, primary_key=True),
    _learner_key(nullable=False),
    Column("lesson", String(12), nullable=False),
    Column("animator_id", Integer, ForeignKey("animators.id", ondelete="SET NULL")),
    Column("text", Text, nullable=False),
    Column("rework", Boolean, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("place", Integer, nullable=False),
    Index("words_learner", "learner_id", "lesson"),
)

grids = Table(
    "grids",
    metadata,
    _learner_key(primary_key=True),
    Column("lesson", String(12), primary_key=True),
    Column("voice", String(12), primary_key=True),
    Column("steps", Text, nullable=False),
    Column("ticked_at", UtcDateTime, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("hash", String(64), primary_key=True),
    _learner_key(nullable=False),
    Column("seance_id", Integer, ForeignKey("seances.id", ondelete="CASCADE"), nullable=False),
    Column("purpose", String(12), nullable=False),
    Column("file", String(255), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

pairs = Table(
    "pairs",
    metadata,
    Column("host_id", String(32), ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "guest_id",
        String(32),
        ForeignKey("learners.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("seance_id", Integer, ForeignKey("seances.id", ondelete="CASCADE"), nullable=False),
    Column("guest_drives", Boolean, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("swapped_at", UtcDateTime, nullable=False),
    Column("place", Integer, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("hub_name", String(60), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

# No key to the learner, whose row is gone: see `erasures.py`.
erasures = Table(
    "erasures",
    metadata,
    Column("learner_id", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("pseudo", String(60), nullable=False),
    Column("centre", String(80), nullable=False),
    Column("submissions", Text, nullable=False),
    Column("step", String(10), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
)
