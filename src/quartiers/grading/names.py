"""Which names may become a path on the trusted side: everything else is refused."""

from __future__ import annotations

import re

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


class UnsafeName(ValueError):
    """A learner, lesson or submission name that could lead outside its folder."""


def safe_name(name: str) -> str:
    """Return `name` when it is one plain path component; raise UnsafeName otherwise.

    Allowed: 1 to 80 letters, digits, "_" and "-", not beginning with "_" or "-": neither dots
    nor slashes, so no parent, no absolute and no hidden path, and no nbgrader "+" or "*".
    """
    if not SAFE_NAME.fullmatch(name):
        raise UnsafeName(
            f"name {name!r} cannot be used as a folder: 1 to 80 letters, digits, _ and - are "
            "allowed; check where this name comes from"
        )
    return name
