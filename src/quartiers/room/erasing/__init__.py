"""Erasing a learner: asked for and confirmed by an animator, done bit by bit until all is gone."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.erasing.newcomers import NewcomersPage
from quartiers.room.erasing.pages import ErasePage, ErasuresPage


def handlers() -> list[tuple[str, type[Page]]]:
    """These pages, by path below the room's prefix."""
    return [
        (r"animation/jeunes/(jeune-[a-z0-9]+)/effacer", ErasePage),
        (r"animation/seances/(\d+)/nouveaux", NewcomersPage),
        ("animation/effacements", ErasuresPage),
    ]
