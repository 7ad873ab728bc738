"""Fabrique les images de P01 avec l'atelier : trois initiales en néon, l'alphabet, les couleurs."""

import math
from itertools import pairwise

from PIL import Image, ImageOps

from atelier import Tortue, neon
from quartiers.lessons.swatches import swatches


def tube(t: Tortue, couleur: str, *points: tuple[float, float]) -> None:
    """Tracer un tube d'une seule couleur, de point en point."""
    t.leve()
    t.saute(*points[0])
    t.pose()
    t.couleur(couleur)
    for (x1, y1), (x2, y2) in pairwise(points):
        segment(t, x2 - x1, y2 - y1)


def segment(t: Tortue, dx: float, dy: float) -> None:
    """Avancer de (dx, dy) avec les ordres de la leçon : tourner, avancer, se remettre droit."""
    angle = math.degrees(math.atan2(dy, dx))
    t.gauche(angle)
    t.avance(math.hypot(dx, dy))
    t.droite(angle)


def resultat() -> Image.Image:
    """A comme Alma, E comme Echo, P comme Pile : les initiales des trois centres."""
    t = Tortue()
    t.epaisseur(9)
    tube(t, "deeppink", (0, 0), (50, 140), (100, 0))
    tube(t, "cyan", (24, 46), (76, 46))
    tube(t, "gold", (270, 140), (180, 140), (180, 0), (270, 0))
    tube(t, "lime", (202, 70), (256, 70))
    tube(t, "blueviolet", (350, 0), (350, 140), (436, 140), (436, 64), (372, 64))
    tube(t, "orangered", (376, 112), (410, 112))
    return neon(t, 1440).crop((0, 120, 1440, 632))


# Chaque lettre tient dans un carré de 2 sur 2 : des barres debout ou couchées, rien d'autre.
# « 00-02 » va de x = 0, y = 0 (en bas à gauche) à x = 0, y = 2.
BARRES = {
    "A": "00-02-22-20 01-21",
    "B": "00-02-12-11 01-21-20-00",
    "C": "22-02-00-20",
    "D": "22-20-00-01-21",
    "E": "22-02-00-20 01-11",
    "F": "22-02-00 01-11",
    "G": "22-02-00-20-21-11",
    "H": "00-02 01-21 20-22",
    "I": "02-22 12-10 00-20",
    "J": "22-20-00-01",
    "K": "00-02 01-11 22-12-10-20",
    "L": "02-00-20",
    "M": "00-02-22-20 12-11",
    "N": "00-02-22-20",
    "O": "00-02-22-20-00",
    "P": "00-02-22-21-01",
    "Q": "20-22-02-01-21",
    "R": "00-02-22-21-01 11-10-20",
    "S": "22-02-01-21-20-00",
    "T": "02-22 12-10",
    "U": "02-00-20-22",
    "V": "02-00-10-11-21-22",
    "W": "02-00-20-22 10-11",
    "X": "01-21 10-12",
    "Y": "02-01-21-22 11-10",
    "Z": "02-22-21-01-00-20",
}
TEINTES = ("red", "orange", "gold", "green", "teal", "blue", "purple", "deeppink")
PAR_RANG, PAS, COTE = 13, 84, 26  # lettres par rangée, d'une lettre à l'autre, une case


def alphabet() -> Image.Image:
    """Les 26 lettres en barres droites : chacune se dessine avec avance et droite(90)."""
    t = Tortue()
    t.epaisseur(6)
    for rang, (lettre, traits) in enumerate(BARRES.items()):
        gauche, bas = rang % PAR_RANG * PAS, -(rang // PAR_RANG) * (PAS + 12)
        for numero, trait in enumerate(traits.split()):
            points = [(gauche + int(x) * COTE, bas + int(y) * COTE) for x, y in trait.split("-")]
            tube(t, TEINTES[(rang + 2 * numero) % len(TEINTES)], *points)
        assert lettre == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rang]
    image = t.image(1400)
    return ImageOps.expand(image.crop(ImageOps.invert(image).getbbox()), 16, "white")


resultat().save("resultat.png")
alphabet().save("alphabet.png")
swatches().save("couleurs.png")
