"""Geometry up to freedom: where, which way and in what order a figure is drawn does not count.

Lengths are in turtle units, angles in degrees. A stroke is anything with x1, y1, x2, y2 (and
couleur, epaisseur when colours matter), such as `Tortue.traits`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

EPSILON = 0.5  # turtle units: below what an eye sees
ANGLE = 1.0  # degrees
DEBOUT = 10.0  # degrees: a letter that leans less still stands


@dataclass(frozen=True)
class Segment:
    """A straight visible stroke, from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    couleur: str = ""
    epaisseur: float = 1.0

    @property
    def longueur(self) -> float:
        """Length, in turtle units."""
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)

    @property
    def direction(self) -> float:
        """Direction of the stroke, in [0, 360[: 0 to the right, 90 up."""
        return math.degrees(math.atan2(self.y2 - self.y1, self.x2 - self.x1)) % 360

    @property
    def debut(self) -> tuple[float, float]:
        """Where it starts."""
        return (self.x1, self.y1)

    @property
    def fin(self) -> tuple[float, float]:
        """Where it ends."""
        return (self.x2, self.y2)

    def retourne(self) -> Segment:
        """The same stroke, drawn the other way."""
        return replace(self, x1=self.x2, y1=self.y2, x2=self.x1, y2=self.y1)


def segments(traits: Iterable[Any], selon_couleur: bool = False) -> list[Segment]:
    """Strokes as the eye counts them, in drawing order.

    Two strokes that follow each other on one line make one. Going back over the last stroke
    adds nothing (only what sticks out). A stroke already drawn is not counted twice. With
    `selon_couleur`, a change of colour or thickness starts a new stroke.
    """
    vus: list[Segment] = []
    pointe: tuple[float, float] | None = None  # where the pen is on the last stroke
    for trait in traits:
        nouveau = Segment(
            trait.x1, trait.y1, trait.x2, trait.y2, str(trait.couleur), float(trait.epaisseur)
        )
        if nouveau.longueur < EPSILON:
            continue
        suite = bool(vus) and pointe is not None and proches(pointe, nouveau.debut)
        pareils = bool(vus) and (not selon_couleur or _meme_encre(vus[-1], nouveau))
        if suite and pareils and _sur_la_meme_droite(vus[-1], nouveau):
            vus[-1] = _union(vus[-1], nouveau)
        else:
            vus.append(nouveau)
        pointe = nouveau.fin
    return _sans_doubles(vus)


def _meme_encre(un: Segment, autre: Segment) -> bool:
    return (un.couleur, un.epaisseur) == (autre.couleur, autre.epaisseur)


def _sur_la_meme_droite(un: Segment, autre: Segment) -> bool:
    virage = ecart_angle(un.direction, autre.direction)
    return virage < ANGLE or virage > 180 - ANGLE


def _union(un: Segment, autre: Segment) -> Segment:
    """The longest span of two strokes on one line, in the direction of the first."""
    angle = math.radians(un.direction)
    axe = (math.cos(angle), math.sin(angle))

    def rang(point: tuple[float, float]) -> float:
        return point[0] * axe[0] + point[1] * axe[1]

    points = [un.debut, un.fin, autre.fin]
    debut, fin = min(points, key=rang), max(points, key=rang)
    return replace(un, x1=debut[0], y1=debut[1], x2=fin[0], y2=fin[1])


def _sans_doubles(liste: list[Segment]) -> list[Segment]:
    uniques: list[Segment] = []
    for un in liste:
        if not any(_memes_bouts(un, autre) for autre in uniques):
            uniques.append(un)
    return uniques


def _memes_bouts(un: Segment, autre: Segment) -> bool:
    return (proches(un.debut, autre.debut) and proches(un.fin, autre.fin)) or (
        proches(un.debut, autre.fin) and proches(un.fin, autre.debut)
    )


def proches(un: tuple[float, float], autre: tuple[float, float], marge: float = EPSILON) -> bool:
    """Whether two points are the same for the eye."""
    return math.dist(un, autre) <= marge


def ecart_angle(un: float, autre: float) -> float:
    """The smallest turn from one direction to another, in [0, 180]."""
    ecart = abs(un - autre) % 360
    return min(ecart, 360 - ecart)


def virages(liste: Sequence[Segment]) -> list[float]:
    """Turns between consecutive touching strokes, in [0, 180], whichever side."""
    return [
        ecart_angle(un.direction, suivant.direction)
        for un, suivant in itertools.pairwise(liste)
        if proches(un.fin, suivant.debut)
    ]


def coins(liste: Sequence[Segment]) -> list[float]:
    """Angles seen where two strokes touch by one end, in ]0, 180[: 90 for an L.

    Unlike `virages`, the way each stroke was drawn does not count.
    """
    trouves = []
    for rang, un in enumerate(liste):
        for autre in liste[rang + 1 :]:
            angle = _angle_au_bout(un, autre)
            if angle is not None:
                trouves.append(angle)
    return trouves


def _angle_au_bout(un: Segment, autre: Segment) -> float | None:
    for a in (un, un.retourne()):
        for b in (autre, autre.retourne()):
            if proches(a.debut, b.debut):
                return ecart_angle(a.direction, b.direction)
    return None


def place_du_coin(liste: Sequence[Segment]) -> str:
    """Where two strokes meet, one upright and one lying: "en bas à gauche" for an L.

    "" when they are not two, do not meet by one end, or lean by more than 10 degrees.
    """
    debout = [un for un in liste if abs(un.direction % 180 - 90) <= DEBOUT]
    couches = [un for un in liste if abs((un.direction + 90) % 180 - 90) <= DEBOUT]
    if (len(liste), len(debout), len(couches)) != (2, 1, 1):
        return ""
    for a in (debout[0], debout[0].retourne()):
        for b in (couches[0], couches[0].retourne()):
            if proches(a.debut, b.debut):
                hauteur = "en bas" if a.y2 > a.y1 else "en haut"
                return f"{hauteur} {'à gauche' if b.x2 > b.x1 else 'à droite'}"
    return ""


def tour_ferme(liste: Sequence[Segment]) -> list[Segment] | None:
    """The strokes put end to end in one closed loop, sides merged; None when they are not one."""
    reste = list(liste)
    if len(reste) < 3:
        return None
    boucle = [reste.pop(0)]
    while reste:
        suivant = _qui_part_de(boucle[-1].fin, reste)
        if suivant is None:
            return None
        boucle.append(suivant)
    if not proches(boucle[-1].fin, boucle[0].debut, 2 * EPSILON):
        return None
    return _fusionner_le_tour(boucle)


def _qui_part_de(point: tuple[float, float], reste: list[Segment]) -> Segment | None:
    for rang, un in enumerate(reste):
        if proches(point, un.debut, 2 * EPSILON):
            return reste.pop(rang)
        if proches(point, un.fin, 2 * EPSILON):
            return reste.pop(rang).retourne()
    return None


def _fusionner_le_tour(boucle: list[Segment]) -> list[Segment]:
    """Join consecutive strokes of one side, also over the starting point."""
    rang = 0
    while len(boucle) > 2 and rang < len(boucle):
        un, suivant = boucle[rang], boucle[(rang + 1) % len(boucle)]
        if ecart_angle(un.direction, suivant.direction) < ANGLE:
            boucle[rang] = replace(un, x2=suivant.x2, y2=suivant.y2)
            del boucle[(rang + 1) % len(boucle)]
        else:
            rang += 1
    return boucle


def egaux(nombres: Iterable[float], part: float = 0.02) -> bool:
    """Whether all the numbers are the same, give or take this part of their mean (2 %)."""
    liste = list(nombres)
    if not liste:
        return False
    milieu = sum(liste) / len(liste)
    return all(abs(nombre - milieu) <= max(part * abs(milieu), 1e-9) for nombre in liste)


def est_polygone_regulier(liste: Sequence[Segment], cotes: int) -> bool:
    """Closed, `cotes` equal sides, equal turns of 360 / cotes. Size, place and way are free."""
    return est_etoile(liste, cotes, 360 / cotes)


def est_etoile(liste: Sequence[Segment], branches: int, virage: float) -> bool:
    """Closed, equal strokes, the same turn (degrees) at each point: 5 and 144 for a star."""
    tour = tour_ferme(liste)
    if tour is None or len(tour) != branches or not egaux(un.longueur for un in tour):
        return False
    signes = {_tourne(un, suivant) for un, suivant in zip(tour, tour[1:] + tour[:1], strict=True)}
    angles = [
        ecart_angle(un.direction, suivant.direction)
        for un, suivant in zip(tour, tour[1:] + tour[:1], strict=True)
    ]
    return len(signes) == 1 and all(abs(angle - virage) <= ANGLE for angle in angles)


def _tourne(un: Segment, suivant: Segment) -> bool:
    """True when the second stroke turns left of the first."""
    return (suivant.direction - un.direction) % 360 < 180


def directions_regulieres(directions: Iterable[float], tour: float = 360.0) -> bool:
    """Whether directions (degrees) share one full turn into equal parts; repeats are allowed."""
    valeurs = sorted({round(direction % tour, 2) % tour for direction in directions})
    valeurs = [
        v for rang, v in enumerate(valeurs) if rang == 0 or v - valeurs[rang - 1] > ANGLE / 2
    ]
    if len(valeurs) < 2:
        return False
    ecarts = [b - a for a, b in itertools.pairwise(valeurs)]
    ecarts.append(valeurs[0] + tour - valeurs[-1])
    return all(abs(ecart - tour / len(valeurs)) <= ANGLE for ecart in ecarts)


def etendue(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Width and height of the box around points; (0, 0) without any."""
    liste = list(points)
    if not liste:
        return (0.0, 0.0)
    xs, ys = zip(*liste, strict=True)
    return (max(xs) - min(xs), max(ys) - min(ys))


def croissantes(nombres: Sequence[float], marge: float = 1e-6) -> bool:
    """Whether each number is larger than the one before."""
    return all(b > a + marge for a, b in itertools.pairwise(nombres))


def proportionnels(mesures: Sequence[float], valeurs: Sequence[float], part: float = 0.05) -> bool:
    """Whether each measure is the same multiple of its value, give or take `part` (5 %)."""
    if len(mesures) != len(valeurs) or not valeurs or any(valeur == 0 for valeur in valeurs):
        return False
    return egaux((m / v for m, v in zip(mesures, valeurs, strict=True)), part)


def a_fait_demi_tour(traits: Iterable[Any]) -> bool:
    """Whether a stroke goes back over the one just before it, without a step in between."""
    liste = [Segment(t.x1, t.y1, t.x2, t.y2) for t in traits]
    return any(
        proches(un.fin, autre.debut) and ecart_angle(un.direction, autre.direction) > 180 - ANGLE
        for un, autre in itertools.pairwise(liste)
        if min(un.longueur, autre.longueur) >= EPSILON
    )
