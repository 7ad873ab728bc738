"""Two learners at one computer: how a pair begins, what it shares, how it ends."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.pairs.pages import EndPage, PairPage, SwapPage


def handlers() -> list[tuple[str, type[Page]]]:
    """These pages, by path below the room's prefix."""
    return [
        ("a-deux", PairPage),
        ("a-deux/echanger", SwapPage),
        ("a-deux/finir", EndPage),
    ]
