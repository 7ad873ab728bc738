"""Pure measures on films: what moves, and which way.

A film is a list of pictures of one size and a number of pictures per second.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from PIL import Image

from .pixels import tableau


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
