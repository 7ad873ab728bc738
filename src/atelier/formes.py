"""What a turtle leaves behind it: strokes, rounds and words, as plain frozen data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Boite: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top; y goes up


@dataclass(frozen=True)
class Trait:
    """A straight stroke from (x1, y1) to (x2, y2), in turtle units, y up."""

    x1: float
    y1: float
    x2: float
    y2: float
    couleur: str
    epaisseur: float

    @property
    def longueur(self) -> float:
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)

    @property
    def direction(self) -> float:
        """Degrees, 0 = to the right, 90 = up, in [0, 360)."""
        return math.degrees(math.atan2(self.y2 - self.y1, self.x2 - self.x1)) % 360

    @property
    def boite(self) -> Boite:
        half = self.epaisseur / 2
        return (
            min(self.x1, self.x2) - half,
            min(self.y1, self.y2) - half,
            max(self.x1, self.x2) + half,
            max(self.y1, self.y2) + half,
        )


@dataclass(frozen=True)
class Cercle:
    """A round of centre (x, y); `cap` is the turtle's heading (degrees) when it was drawn."""

    x: float
    y: float
    rayon: float
    couleur: str
    epaisseur: float
    cap: float = 0.0
    plein: bool = False

    @property
    def boite(self) -> Boite:
        reach = self.rayon + (0 if self.plein else self.epaisseur / 2)
        return self.x - reach, self.y - reach, self.x + reach, self.y + reach


@dataclass(frozen=True)
class Mot:
    """A text whose baseline starts at (x, y); `taille` is the height of the letters in units."""

    x: float
    y: float
    texte: str
    couleur: str
    taille: float
    largeur: float

    @property
    def boite(self) -> Boite:
        deep = 0.3 * self.taille  # room for the tails of g, p, q
        return self.x, self.y - deep, self.x + self.largeur, self.y + self.taille


Forme: TypeAlias = Trait | Cercle | Mot


class Encadre(Protocol):
    """Anything that takes some room on the page."""

    @property
    def boite(self) -> Boite: ...


def englobante(formes: Sequence[Encadre]) -> Boite | None:
    """The smallest box around these shapes; None when there are none."""
    if not formes:
        return None
    lefts, bottoms, rights, tops = zip(*(forme.boite for forme in formes), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
