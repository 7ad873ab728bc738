"""Pure measures on pictures: painted cells, runs, mirrors, periods, differences, light.

A picture is a `PIL.Image.Image`; it is read as an array (height, width, 3) of 0 to 255, x to the
right and y downwards. Measures never change the picture.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from atelier.couleurs import hexa, rgb

Tableau = NDArray[np.int16]
Masque = NDArray[np.bool_]


def tableau(image: Image.Image) -> Tableau:
    """The lights of a picture, shape (height, width, 3), 0 to 255."""
    return np.asarray(image.convert("RGB"), dtype=np.int16)


def peintes(image: Image.Image, fond: object = "white") -> Masque:
    """Mask (height, width) of the cells that are not the background colour."""
    masque: Masque = (tableau(image) != np.array(rgb(fond))).any(axis=2)
    return masque


def cases(masque: Masque) -> set[tuple[int, int]]:
    """The (x, y) of the true cells of a mask."""
    lignes, colonnes = np.nonzero(masque)
    return {(int(x), int(y)) for x, y in zip(colonnes, lignes, strict=True)}


def plus_longue_suite(masque: Masque, debout: bool = False) -> int:
    """The most true cells side by side on one row (on one column with `debout`)."""
    record = 0
    for rangee in masque.T if debout else masque:
        suite = 0
        for case in rangee:
            suite = suite + 1 if case else 0
            record = max(record, suite)
    return record


def plus_longue_diagonale(masque: Masque) -> int:
    """The most true cells that touch by a corner, going down to the right or to the left."""
    largeur, hauteur = masque.shape[1], masque.shape[0]
    diagonales = (
        np.diagonal(vue, decalage)[np.newaxis]
        for vue in (masque, masque[:, ::-1])
        for decalage in range(1 - hauteur, largeur)
    )
    return max((plus_longue_suite(une) for une in diagonales), default=0)


def couleurs(image: Image.Image, masque: Masque | None = None) -> list[str]:
    """Distinct colours (#rrggbb) of the picture, or of its masked cells, most frequent first."""
    pixels = tableau(image)[masque if masque is not None else ...].reshape(-1, 3)
    if not len(pixels):
        return []
    uniques, nombres = np.unique(pixels, axis=0, return_counts=True)
    return [hexa(tuple(map(int, uniques[rang]))) for rang in np.argsort(-nombres, kind="stable")]


def est_miroir(image: Image.Image, debout: bool = False) -> bool:
    """Whether left and right are mirrors (top and bottom with `debout`)."""
    pixels = tableau(image)
    return bool((pixels == (pixels[::-1] if debout else pixels[:, ::-1])).all())


def est_damier(masque: Masque) -> bool:
    """Whether neighbours always differ, one cell painted out of two."""
    hauteur, largeur = masque.shape
    pair = (np.add.outer(np.arange(hauteur), np.arange(largeur)) % 2).astype(bool)
    return bool((masque == pair).all() or (masque == ~pair).all())


def rangees_pleines(masque: Masque, debout: bool = False) -> list[int]:
    """Numbers of the rows (columns with `debout`) that are painted from end to end."""
    return [int(rang) for rang in np.nonzero(masque.all(axis=0 if debout else 1))[0]]


def periode(image: Image.Image, debout: bool = False, plus_grande: int = 10) -> int:
    """The smallest step, 1 to `plus_grande` cells, after which the picture repeats exactly.

    Along x (along y with `debout`). 0 when it never repeats.
    """
    pixels = tableau(image)
    if debout:
        pixels = pixels.transpose(1, 0, 2)
    for pas in range(1, min(plus_grande, pixels.shape[1] // 2) + 1):
        if (pixels[:, pas:] == pixels[:, :-pas]).all():
            return pas
    return 0


def part_differente(une: Image.Image, autre: Image.Image, seuil: int = 0) -> float:
    """Part of the pixels, 0 to 1, with a light that differs by more than `seuil`.

    Pictures of different sizes differ everywhere: 1.
    """
    if une.size != autre.size:
        return 1.0
    return float((np.abs(tableau(une) - tableau(autre)).max(axis=2) > seuil).mean())


def ecart_moyen(une: Image.Image, autre: Image.Image) -> float:
    """Mean difference of lights, 0 (same) to 255; 255 when the sizes differ."""
    if une.size != autre.size:
        return 255.0
    return float(np.abs(tableau(une) - tableau(autre)).mean())


def luminosite(image: Image.Image) -> float:
    """Mean light, 0 (black) to 255 (white)."""
    return float(tableau(image).mean())


def nettete(image: Image.Image) -> float:
    """Mean difference between neighbours, 0 (flat) to 255: it falls when a picture is blurred."""
    gris = tableau(image).mean(axis=2)
    return float(np.abs(np.diff(gris, axis=0)).mean() + np.abs(np.diff(gris, axis=1)).mean())


def est_gris(image: Image.Image) -> bool:
    """Whether the three lights are equal in every pixel."""
    pixels = tableau(image)
    return bool((pixels == pixels[:, :, :1]).all())


def entre_les_lumieres(image: Image.Image, original: Image.Image, marge: int = 1) -> bool:
    """Convexity: each light lies between the weakest and strongest light of the original pixel.

    Any weighted mean of red, green and blue passes, whatever its weights.
    """
    if image.size != original.size:
        return False
    pixels, avant = tableau(image), tableau(original)
    bas, haut = avant.min(axis=2, keepdims=True), avant.max(axis=2, keepdims=True)
    return bool(((pixels >= bas - marge) & (pixels <= haut + marge)).all())


def est_negatif(image: Image.Image, original: Image.Image, marge: int = 1) -> bool:
    """Whether each light is 255 less the original's, give or take `marge`."""
    if image.size != original.size:
        return False
    return bool((np.abs(255 - tableau(original) - tableau(image)) <= marge).all())


def echange_les_canaux(image: Image.Image, original: Image.Image) -> bool:
    """Whether the picture is the original with its red, green and blue in another order."""
    if image.size != original.size:
        return False
    pixels, avant = tableau(image), tableau(original)
    ordres = list(itertools.permutations(range(3)))[1:]
    return any(bool((pixels == avant[:, :, list(ordre)]).all()) for ordre in ordres)


def part_de_couleur(image: Image.Image, couleur: object, seuil: int = 0) -> float:
    """Part of the pixels, 0 to 1, that are this colour give or take `seuil` for each light."""
    return float((np.abs(tableau(image) - np.array(rgb(couleur))).max(axis=2) <= seuil).mean())


def zones_changees(
    avant: Image.Image, apres: Image.Image, colonnes: int = 4, lignes: int = 3
) -> int:
    """How many zones of a grid contain at least one changed pixel (12 zones by default)."""
    if avant.size != apres.size:
        return 0
    masque = np.abs(tableau(avant) - tableau(apres)).max(axis=2) > 0
    return sum(
        bool(zone.any())
        for bande in np.array_split(masque, lignes)
        for zone in np.array_split(bande, colonnes, axis=1)
    )


def morceaux(image: Image.Image, colonnes: int = 2, lignes: int = 2) -> list[Image.Image]:
    """The picture cut into a grid, row by row: the four quarters by default."""
    largeur, hauteur = image.width // colonnes, image.height // lignes
    return [
        image.crop((x * largeur, y * hauteur, (x + 1) * largeur, (y + 1) * hauteur))
        for y in range(lignes)
        for x in range(colonnes)
    ]


def toutes_differentes(images: Sequence[Image.Image]) -> int:
    """How many different pictures there are in the list."""
    return len({(image.size, image.convert("RGB").tobytes()) for image in images})
