"""The copy of all that the house holds of one learner: what goes in, and how it is sent."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.copies.pages import CopyPage


def handlers() -> list[tuple[str, type[Page]]]:
    """This page, by path below the room's prefix."""
    return [(r"animation/jeunes/(jeune-[a-z0-9]+)/copie", CopyPage)]
