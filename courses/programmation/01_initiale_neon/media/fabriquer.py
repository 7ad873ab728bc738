"""Fabrique les images de la leçon P01 avec l'atelier : trois initiales en néon, les couleurs."""

import math
from itertools import pairwise

from PIL import Image, ImageDraw

from atelier import Tortue, neon, nouvelle_image, police

ENCRE = "#1d2140"
PAPIER = "#f6f1e7"
COULEURS = ["red", "orange", "gold", "green", "teal", "blue", "purple", "deeppink"]
EN_FRANCAIS = ["rouge", "orange", "doré", "vert", "canard", "bleu", "violet", "rose"]


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


def initiales() -> list[Tortue]:
    """A comme Alma, E comme Echo, P comme Pile : les trois centres."""
    a, e, p = Tortue(), Tortue(), Tortue()
    for t in (a, e, p):
        t.epaisseur(9)
    tube(a, "deeppink", (0, 0), (50, 140), (100, 0))
    tube(a, "cyan", (24, 46), (76, 46))
    tube(e, "gold", (90, 140), (0, 140), (0, 0), (90, 0))
    tube(e, "lime", (22, 70), (76, 70))
    tube(p, "blueviolet", (0, 0), (0, 140), (86, 140), (86, 64), (22, 64))
    tube(p, "orangered", (26, 112), (60, 112))
    return [a, e, p]


def resultat() -> Image.Image:
    """Les trois initiales côte à côte sur le mur."""
    cote = 480
    feuille = nouvelle_image(3 * cote, cote, "black")
    for rang, t in enumerate(initiales()):
        lettre = neon(t, cote)
        feuille.paste(lettre, (rang * cote + (cote - lettre.width) // 2, 0))
    return feuille


def couleurs() -> Image.Image:
    """Huit couleurs, leur nom en Python et leur nom en français."""
    large, haut, marge = 128, 84, 12
    feuille = nouvelle_image(8 * large + 9 * marge, haut + 2 * marge + 58, PAPIER)
    dessin = ImageDraw.Draw(feuille)
    for rang, (nom, francais) in enumerate(zip(COULEURS, EN_FRANCAIS, strict=True)):
        x = marge + rang * (large + marge)
        dessin.rounded_rectangle((x, marge, x + large, marge + haut), 16, fill=nom)
        milieu = x + large // 2
        dessin.text((milieu, marge + haut + 18), nom, ENCRE, police(24, True), anchor="mm")
        dessin.text((milieu, marge + haut + 44), francais, ENCRE, police(20), anchor="mm")
    return feuille


resultat().save("resultat.png")
couleurs().save("couleurs.png")
