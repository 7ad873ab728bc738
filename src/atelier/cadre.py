"""Choose the part of the page that is shown: both drawing engines use this one frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atelier.formes import Boite, Encadre, englobante

SMALLEST = 200.0  # units: a tiny drawing is not blown up to the size of the screen
MARGIN = 12.0


@dataclass(frozen=True)
class Cadre:
    """A rectangle of the page, in turtle units; y goes up."""

    gauche: float
    haut: float
    largeur: float
    hauteur: float

    def place(self, x: float, y: float, scale: float) -> tuple[float, float]:
        """Where the point (x, y) falls on a picture whose y goes down, `scale` pixels a unit."""
        return (x - self.gauche) * scale, (self.haut - y) * scale

    def scale(self, size: float) -> float:
        """Pixels a unit when the longest side is `size` pixels."""
        return size / max(self.largeur, self.hauteur)


def frame(formes: Sequence[Encadre], smallest: float = SMALLEST) -> Cadre:
    """The frame that shows all these shapes, with a margin, never smaller than `smallest`."""
    left, bottom, right, top = englobante(formes) or EMPTY
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    width = max(right - left + 2 * MARGIN, smallest)
    height = max(top - bottom + 2 * MARGIN, smallest)
    return Cadre(middle_x - width / 2, middle_y + height / 2, width, height)


EMPTY: Boite = (0.0, 0.0, 0.0, 0.0)
