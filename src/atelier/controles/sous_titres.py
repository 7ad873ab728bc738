"""Measures subtitles: order, overlaps, reading speed. A subtitle is (start, end, text)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

CONFORT = 20.0  # letters per second that one reads at ease


def sont_valides(lignes: Sequence[Any]) -> bool:
    """Whether each item is (start, end, text) with start before end."""
    return all(
        isinstance(ligne, list | tuple)
        and len(ligne) == 3
        and all(isinstance(temps, int | float) for temps in ligne[:2])
        and isinstance(ligne[2], str)
        and ligne[0] < ligne[1]
        for ligne in lignes
    )


def chevauchements(lignes: Sequence[Any]) -> int:
    """How many subtitles start before the one before has ended (unreadable items count)."""
    if not sont_valides(lignes):
        return max(len(lignes), 1)
    return sum(b[0] < a[1] for a, b in itertools.pairwise(lignes))


def vitesse(lignes: Sequence[Any]) -> float:
    """Letters per second of the fastest subtitle; infinite when one cannot be read at all."""
    if not sont_valides(lignes):
        return math.inf
    return max((len(texte) / (fin - debut) for debut, fin, texte in lignes), default=0.0)
