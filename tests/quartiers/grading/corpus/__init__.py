"""Hostile and broken submissions: each one a real notebook, with the stars it must get."""

from . import box, broken, endless, forged, greedy, leaving, moved, odd, prying
from .case import Case

CASES: tuple[Case, ...] = (
    *broken.CASES,
    *moved.CASES,
    *box.CASES,
    *endless.CASES,
    *leaving.CASES,
    *greedy.CASES,
    *forged.CASES,
    *prying.CASES,
    *odd.CASES,
)

__all__ = ["CASES", "Case"]
