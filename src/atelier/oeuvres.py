"""The journal of the works of a cell: what was shown, made and kept, for the checks to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Oeuvre:
    """One work.

    genre: "badge", "montrer" or "garder" (the command that recorded it).
    objet: the very object that was shown, made or kept.
    etat: what a drawing was like when it was shown (see `etats`).
    textes: the texts on it, in order (a badge: pseudo, colour, phrase when there is one).
    """

    genre: str
    objet: Any = field(repr=False)
    description: str = ""
    titre: str = ""
    textes: tuple[str, ...] = ()
    couleur: str = ""
    chemin: Path | None = None
    etat: int | None = None


journal: list[Oeuvre] = []
_vues: list[Oeuvre] = []  # the last work made or shown, whichever cell it comes from

LONGEST = 500  # a loop that shows things must not fill the memory


def noter(oeuvre: Oeuvre) -> None:
    """Add a work to the journal (the oldest one leaves when it is full)."""
    journal.append(oeuvre)
    del journal[:-LONGEST]
    if oeuvre.genre != "garder":
        _vues[:] = [oeuvre]


def recentes() -> tuple[Oeuvre, ...]:
    """The works since the last `oublier()`, oldest first."""
    return tuple(journal)


def oublier() -> None:
    """Empty the journal (called before each cell). The last work stays known."""
    journal.clear()


def derniere() -> Oeuvre | None:
    """The last work made or shown since the notebook started, or None."""
    return _vues[0] if _vues else None


@contextmanager
def sans_noter() -> Iterator[None]:
    """What is made meanwhile is not the learner's: a quiz, a replay."""
    avant, vues = list(journal), list(_vues)
    try:
        yield
    finally:
        journal[:], _vues[:] = avant, vues
