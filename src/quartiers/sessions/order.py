"""The order in which the store heard of things: a count that goes up, whatever the clock does.

A box without a battery wakes up years ago, and is put right in the middle of a séance. Times say
when, as far as the box knew; what came after what is asked of places, and of nothing else.
"""

from __future__ import annotations

from sqlalchemy import Connection, Text, cast, insert, literal, update
from sqlalchemy import Integer as Number

from quartiers.sessions.tables import meta

KEY = "place"


def next_place(connection: Connection) -> int:
    """The place of what this transaction writes; to be asked for before it locks anything else."""
    after = cast(cast(meta.c.value, Number) + literal(1), Text)
    change = update(meta).where(meta.c.key == KEY).values(value=after).returning(meta.c.value)
    return int(connection.execute(change).scalar_one())


def begin_count(connection: Connection) -> None:
    """In a new database, nothing has come yet."""
    connection.execute(insert(meta).values(key=KEY, value="0"))
