"""Put several works side by side on one sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image

from atelier.arguments import commande, entier, nature
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.films import opaque
from atelier.tortue import Tortue

CELL = 256  # pixels: each work is fitted into a square of this side
GAP = 16
MOST = 36


@commande("planche([img1, img2, img3])")
def planche(images: Sequence[Image.Image | Tortue], colonnes: int | None = None) -> Image.Image:
    """Ranger 1 à 36 images ou dessins sur une seule feuille. colonnes : combien par ligne."""
    if isinstance(images, (Image.Image, Tortue)) or not isinstance(images, Sequence):
        raise ErreurType(
            f"planche attend une liste d'images : je reçois {nature(images)}.",
            "Exemple : planche([img1, img2])",
        )
    if not 1 <= len(images) <= MOST:
        raise ErreurValeur(
            f"Ta liste a {len(images)} image{'s' if len(images) > 1 else ''} : "
            f"il en faut de 1 à {MOST}.",
            "Exemple : planche([img1, img2])",
        )
    across = min(len(images), best_columns(len(images)))
    if colonnes is not None:
        across = entier(colonnes, "Le nombre de colonnes", 1, MOST)
    return lay_out([cell_of(image) for image in images], across)


def best_columns(count: int) -> int:
    """3 works on one row, 4 on two rows, 12 on three."""
    return count if count <= 3 else math.ceil(math.sqrt(count))


def cell_of(image: Image.Image | Tortue) -> Image.Image:
    """One work, as large as its square allows."""
    if isinstance(image, Tortue):
        return image.image(CELL)
    if not isinstance(image, Image.Image):
        raise ErreurType(
            f"Une planche porte des images : je reçois {nature(image)}.", "Ajoute des images."
        )
    scale = CELL / max(image.size)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    smooth = Image.Resampling.NEAREST if scale >= 4 else Image.Resampling.LANCZOS
    return opaque(image).resize(size, smooth)


def lay_out(cells: list[Image.Image], across: int) -> Image.Image:
    """The sheet: white, each work in the middle of its place; all places are equal."""
    down = math.ceil(len(cells) / across)
    wide, high = max(cell.width for cell in cells), max(cell.height for cell in cells)
    size = across * (wide + GAP) + GAP, down * (high + GAP) + GAP
    sheet = Image.new("RGB", size, "white")
    for place, cell in enumerate(cells):
        left = GAP + place % across * (wide + GAP) + (wide - cell.width) // 2
        top = GAP + place // across * (high + GAP) + (high - cell.height) // 2
        sheet.paste(cell, (left, top))
    return sheet
