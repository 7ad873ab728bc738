"""Which tables nbgrader's gradebooks have now, read from its migrations."""

from __future__ import annotations

from functools import cache


def ask_no_other_process() -> None:
    """From now on nbgrader knows its newest tables by itself; may be called twice.

    It starts `alembic`, by its bare name, for each new gradebook: three seconds of a processor to
    import all of nbgrader again and print one word.
    """
    from nbgrader import api

    vars(api)["get_alembic_version"] = newest_tables


@cache
def newest_tables() -> str:
    """The name of the last of nbgrader's migrations, as `alembic heads` prints it."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())
