"""The state of the box: its disk and its clock, in words for the adult who is there."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.box.pages import BoxPage, ClockPage


def handlers() -> list[tuple[str, type[Page]]]:
    """These pages, by path below the room's prefix."""
    return [("animation/boite", BoxPage), ("animation/boite/heure", ClockPage)]
