"""The names by which the Hub knows people."""

from __future__ import annotations

import re

LEARNER = re.compile(r"jeune-[a-z0-9]{6}")
HUB_NAME = r"(jeune-[a-z0-9]{6}|anim-[a-z0-9][a-z0-9-]{0,31})"


def is_learner(name: str) -> bool:
    """True for the Hub name of a learner: the only ones to whom a server belongs."""
    return LEARNER.fullmatch(name) is not None
