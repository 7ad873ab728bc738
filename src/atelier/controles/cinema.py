"""Pure measures on films: different pictures, movement, flashes.

A film is a list of pictures of one size and a number of pictures per second.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from PIL import Image

from .pixels import lumiere_vue, tableau

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
    lumieres = [lumiere_vue(tableau(image)) for image in images]
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


def centre_de_ce_qui_bouge(images: Sequence[Image.Image]) -> list[tuple[float, float]]:
    """For each picture, the centre (x, y) of what differs from the still background.

    The background is, for each pixel, the most common value over the film (median). Pictures
    without any difference are left out.
    """
    if len(images) < 2 or len({image.size for image in images}) != 1:
        return []
    film = np.stack([tableau(image) for image in images])
    fond = np.median(film, axis=0)
    centres = []
    for image in film:
        lignes, colonnes = np.nonzero(np.abs(image - fond).max(axis=2) > 8)
        if len(colonnes):
            centres.append((float(colonnes.mean()), float(lignes.mean())))
    return centres


def avance_a_droite(images: Sequence[Image.Image]) -> bool:
    """Whether what moves goes to the right at each picture."""
    centres = centre_de_ce_qui_bouge(images)
    return len(centres) == len(images) > 1 and all(
        b[0] > a[0] for a, b in itertools.pairwise(centres)
    )
