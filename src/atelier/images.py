"""Make pictures and paint on them; every picture is a real Pillow image."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from atelier.arguments import commande, entier, nature, nombre
from atelier.couleurs import Couleur, est_couleur, luminance, ratio, rgb
from atelier.erreurs_base import ErreurIndex, ErreurType

LARGEST = 4000  # pixels a side: a poster, and not the memory of the box


@commande("nouvelle_image(8, 8, 'white')")
def nouvelle_image(largeur: int, hauteur: int, couleur: Couleur = "white") -> Image.Image:
    """Créer une image unie. largeur et hauteur en pixels (1 à 4000)."""
    wide = entier(largeur, "La largeur", 1, LARGEST, " pixels")
    high = entier(hauteur, "La hauteur", 1, LARGEST, " pixels")
    sheet = Image.new("RGB", (wide, high), rgb(couleur))
    sheet.info["fond"] = rgb(couleur)  # checks count the cells painted on it
    return sheet


@commande("peindre(img, 2, 0, 'red')")
def peindre(image: Image.Image, x: int, y: int, couleur: Couleur) -> None:
    """Peindre la case (x, y) de l'image. x va vers la droite, y descend, on part de 0."""
    picture = une_image(image, "peindre", "peindre(img, 2, 0, 'red')")
    couleur_a_la_fin(x, couleur, "peindre(img, 2, 0, 'red')")
    column = entier(x, "Le nombre x", -(10**9), 10**9)
    row = entier(y, "Le nombre y", -(10**9), 10**9)
    if not (0 <= column < picture.width and 0 <= row < picture.height):
        raise ErreurIndex(
            f"La case ({column}, {row}) est hors de la grille : x va de 0 à "
            f"{picture.width - 1}, y va de 0 à {picture.height - 1}.",
            "On compte à partir de 0.",
        )
    picture.putpixel((column, row), encre(picture, couleur))


@commande("agrandir(img, 64)")
def agrandir(image: Image.Image, fois: int | None = None) -> Image.Image:
    """Rendre une grande copie, en gros carrés nets. Sans nombre : environ 512 pixels."""
    picture = une_image(image, "agrandir", "agrandir(img, 64)")
    most = max(1, LARGEST // max(picture.size))
    natural = max(1, min(most, 512 // max(picture.size)))
    times = natural if fois is None else entier(fois, "Le nombre de fois", 1, most)
    size = picture.width * times, picture.height * times
    return picture.resize(size, Image.Resampling.NEAREST)


@commande("disque(img, 100, 75, 50, 'gold')")
def disque(image: Image.Image, x: float, y: float, rayon: float, couleur: Couleur | int) -> None:
    """Dessiner un disque plein de centre (x, y), en pixels. Il peut dépasser du bord."""
    picture = une_image(image, "disque", "disque(img, 100, 75, 50, 'gold')")
    couleur_a_la_fin(x, couleur, "disque(img, 100, 75, 50, 'gold')")
    centre = nombre(x, "Le nombre x", -1e5, 1e5), nombre(y, "Le nombre y", -1e5, 1e5)
    radius = nombre(rayon, "Le rayon", 0, 1e5, " pixels")
    ink = encre(picture, couleur)
    stamp, corner = disc_mask(picture.size, centre, radius)
    if stamp is not None:
        picture.paste(ink, (*corner, corner[0] + stamp.width, corner[1] + stamp.height), stamp)


def disc_mask(
    size: tuple[int, int], centre: tuple[float, float], radius: float
) -> tuple[Image.Image | None, tuple[int, int]]:
    """Coverage (0 to 255) of the disc and its top left corner; None when it is out of sight.

    The centre of pixel (i, j) is the point (i, j); edges are smoothed over 4 × 4 points a pixel.
    """
    x, y = centre
    left, top = max(0, math.floor(x - radius)), max(0, math.floor(y - radius))
    right = min(size[0], math.ceil(x + radius) + 1)
    bottom = min(size[1], math.ceil(y + radius) + 1)
    if left >= right or top >= bottom or radius == 0:
        return None, (0, 0)
    fine = 4
    mask = Image.new("L", ((right - left) * fine, (bottom - top) * fine), 0)
    middle = (x - left + 0.5) * fine - 0.5, (y - top + 0.5) * fine - 0.5
    reach = radius * fine
    box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
    ImageDraw.Draw(mask).ellipse(box, fill=255)
    return mask.resize((right - left, bottom - top), Image.Resampling.BOX), (left, top)


@commande("contraste('white', 'navy')")
def contraste(couleur: Couleur, autre: Couleur) -> float:
    """Mesurer l'écart entre deux couleurs, de 1 à 21. Pour lire : au moins 4.5."""
    # Cut, not rounded: 4.496 must not pass for 4.5.
    return math.floor(ratio(couleur, autre) * 100 + 1e-9) / 100


def une_image(valeur: object, verbe: str, exemple: str) -> Image.Image:
    """The value when it is a picture; else a French `ErreurType`."""
    if not isinstance(valeur, Image.Image):
        raise ErreurType(
            f"{verbe} travaille sur une image : je reçois {nature(valeur)}.",
            f"Exemple : {exemple}",
        )
    return valeur


def couleur_a_la_fin(x: object, couleur: object, exemple: str) -> None:
    """Tell a colour given before the numbers: they all slid by one place."""
    if isinstance(x, str) and est_couleur(x) and not isinstance(couleur, str):
        raise ErreurType(
            f"La couleur {x!r} va à la fin, après les nombres.",
            f"Exemple : {exemple}",
        )


def encre(picture: Image.Image, couleur: Couleur | int) -> int | tuple[int, ...]:
    """The colour in the picture's own mode: one light for a grey picture, four with alpha."""
    if isinstance(couleur, int) and len(picture.getbands()) == 1:
        return entier(couleur, "La lumière", 0, 255)
    lights = rgb(couleur)
    if picture.mode == "RGB":
        return lights
    if picture.mode == "RGBA":
        return (*lights, 255)
    grey = round(luminance(couleur) ** (1 / 2.2) * 255)
    return grey if len(picture.getbands()) == 1 else (grey, 255)
