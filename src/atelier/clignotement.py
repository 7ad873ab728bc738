"""How much a film flashes: some eyes and some brains cannot bear it.

A film is a list of pictures of one size and a number of pictures per second.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from atelier.couleurs import linear

COTE = 64  # pixels: a flash is a matter of large surfaces
FLASHS_PERMIS = 3  # per second. Source: WCAG 2.3.1, "three flashes or below threshold"
SAUT = 0.1  # change of relative luminance that makes a flash, when the dark side is below 0.8
SOMBRE = 0.8
SURFACE = 0.25  # part of the picture that must flash together


def flashs_par_seconde(images: Sequence[Image.Image], par_seconde: float) -> int:
    """The most flashes in any one second: a flash is a pair of opposite large changes of light.

    Follows WCAG 2.3.1 (general flash): relative luminance changes by 0.1 or more, the darker
    state is below 0.8, over at least a quarter of the picture.
    """
    changements = _changements(images)
    fenetre = max(1, round(par_seconde))
    return max(
        (_paires(changements[debut : debut + fenetre]) for debut in range(len(changements))),
        default=0,
    )


def _changements(images: Sequence[Image.Image]) -> list[int]:
    """For each step: 1 when a large part gets lighter, -1 darker, 0 otherwise."""
    lumieres = [lumiere_vue(_petite(image)) for image in images]
    return [_sens(avant, apres) for avant, apres in itertools.pairwise(lumieres)]


def _sens(avant: np.ndarray, apres: np.ndarray) -> int:
    if avant.shape != apres.shape:
        return 0
    net = (np.abs(apres - avant) >= SAUT) & (np.minimum(avant, apres) < SOMBRE)
    monte, descend = (net & (apres > avant)).mean(), (net & (apres < avant)).mean()
    if max(monte, descend) < SURFACE:
        return 0
    return 1 if monte >= descend else -1


def _paires(changements: Sequence[int]) -> int:
    """Opposite changes in a row, counted in pairs."""
    alternances, dernier = 0, 0
    for sens in changements:
        if sens and sens != dernier:
            alternances += 1
            dernier = sens
    return alternances // 2


def _petite(image: Image.Image) -> NDArray[np.uint8]:
    """The lights of a small copy, shape (height, width, 3): each pixel is the mean of a square."""
    petite = image.convert("RGB").reduce(max(1, max(image.size) // COTE))
    return np.asarray(petite)


def lumiere_vue(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance of each pixel, 0 to 1. Source: WCAG 2.2, "relative luminance"."""
    table = np.array([linear(lumiere / 255) for lumiere in range(256)])
    clairs = table[pixels]
    vue: NDArray[np.float64] = clairs @ np.array([0.2126, 0.7152, 0.0722])
    return vue
