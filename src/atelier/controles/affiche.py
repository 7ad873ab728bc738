"""Pure measures on posters: margins, blocks of text, and the contrast one really sees.

The background of a poster is the most frequent colour of its border.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from atelier.couleurs import ratio

from . import pixels


def fond_de(image: Image.Image) -> tuple[int, int, int]:
    """The most frequent colour of the border."""
    vue = pixels.tableau(image)
    bord = np.concatenate([vue[0], vue[-1], vue[:, 0], vue[:, -1]])
    uniques, nombres = np.unique(bord, axis=0, return_counts=True)
    rouge, vert, bleu = (int(lumiere) for lumiere in uniques[nombres.argmax()])
    return (rouge, vert, bleu)


def encre(image: Image.Image, seuil: int = 24) -> pixels.Masque:
    """Mask of the pixels that clearly differ from the background."""
    ecart = np.abs(pixels.tableau(image) - np.array(fond_de(image)))
    masque: pixels.Masque = ecart.max(axis=2) > seuil
    return masque


def marges(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Free pixels on the left, top, right and bottom of the ink; None without ink."""
    lignes, colonnes = np.nonzero(encre(image))
    if not len(lignes):
        return None
    return (
        int(colonnes.min()),
        int(lignes.min()),
        int(image.width - 1 - colonnes.max()),
        int(image.height - 1 - lignes.max()),
    )


def blocs(image: Image.Image, vide: int = 8) -> int:
    """Bands of rows with ink, two bands being separated by at least `vide` empty rows."""
    lignes = np.nonzero(encre(image).any(axis=1))[0]
    return int((np.diff(lignes) > vide).sum()) + 1 if len(lignes) else 0


def contraste_vu(image: Image.Image) -> float:
    """Contrast between the background and the weakest of the main ink colours, 1 to 21.

    Main inks hold at least 15 % of the ink, so the grey edges of letters do not count.
    """
    masque = encre(image)
    if not masque.any():
        return 1.0
    vus, nombres = np.unique(pixels.tableau(image)[masque], axis=0, return_counts=True)
    principales = vus[nombres >= 0.15 * nombres.sum()]
    if not len(principales):
        principales = vus[[nombres.argmax()]]
    fond = fond_de(image)
    return min(ratio(tuple(map(int, couleur)), fond) for couleur in principales)


def part_vide(image: Image.Image) -> float:
    """Part of the picture, 0 to 1, that is plain background."""
    return float(1 - encre(image).mean())
