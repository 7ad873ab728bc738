"""Fabrique les images de la leçon P01 avec l'atelier : trois initiales en néon, les couleurs."""

import math
from itertools import pairwise

from PIL import Image

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


resultat().save("resultat.png")
swatches().save("couleurs.png")
