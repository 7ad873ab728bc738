"""What a work is like at one moment, as one number that changes when the work does."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, TypeAlias

from PIL import Image

from atelier.quadrillage import est_minuscule
from atelier.tortue import Tortue

Etats: TypeAlias = dict[int, tuple[Any, int]]
"""By id: the work (kept, or its id could serve again) and its number."""


def etat(oeuvre: Any) -> int | None:
    """The shapes of a turtle, or a sum of the pixels of a tiny picture; None for all the rest."""
    if isinstance(oeuvre, Tortue):
        return len(oeuvre.formes)
    if isinstance(oeuvre, Image.Image) and est_minuscule(oeuvre):
        return zlib.crc32(oeuvre.tobytes())
    return None


def etats(espace: Mapping[str, Any]) -> Etats:
    """Those of all the works that have a name."""
    vus = [(oeuvre, etat(oeuvre)) for oeuvre in espace.values()]
    return {id(oeuvre): (oeuvre, vu) for oeuvre, vu in vus if vu is not None}
