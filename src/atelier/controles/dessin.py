"""Reads what a turtle drew: sides, corners, closed figures, rounds, colours."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from atelier.couleurs import hexa

from . import geometrie as geo
from .constats import Constat
from .nombres import Compte, Mesure
from .sujet import Sujet

RANGS = ("1er", "2e", "3e", "4e", "5e", "6e", "7e", "8e")
MINUSCULE = 20  # times shorter than the longest: nobody sees it


class Dessin(Sujet):
    """The drawing of a `Tortue`. Place, size and way of turning never count."""

    genre = "une tortue : t = Tortue()"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value can be read as a turtle's drawing."""
        return est_tortue(valeur)

    # ── strokes ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def segments(self) -> list[geo.Segment]:
        """Visible strokes, aligned ones merged (see `geometrie.segments`), in drawing order."""
        return geo.segments(self.valeur.traits)

    @cached_property
    def traits(self) -> Compte:
        """How many visible strokes."""
        return Compte(len(self.segments))

    @cached_property
    def longueurs(self) -> list[Mesure]:
        """Lengths of the visible strokes, rounded to 0.1, in drawing order."""
        return [Mesure(round(trait.longueur, 1)) for trait in self.segments]

    def a_un_trait_de(self, longueur: float) -> bool:
        """Whether one visible stroke has this length, to the unit."""
        return any(round(une) == longueur for une in self.longueurs)

    def traits_de(self, longueur: float) -> Constat:
        """Every visible stroke has this length, to the unit."""
        autres = [rang for rang, une in enumerate(self.longueurs) if round(une) != longueur]
        rang = autres[0] if autres else 0
        ordre = RANGS[rang] if rang < len(RANGS) else f"{rang + 1}e"
        trait = f"Ton {ordre} trait fait {self.longueurs[rang]}" if autres else "Je vois 0 trait"
        return Constat(self.longueurs and not autres, f"{trait}. Mets {longueur} dans son avance.")

    @cached_property
    def traits_egaux(self) -> Constat:
        """All visible strokes have one length, to half a unit."""
        return Constat(
            not self.longueurs or max(self.longueurs) - min(self.longueurs) < geo.EPSILON,
            "Tes traits n'ont pas la même longueur. Garde le même nombre dans avance.",
        )

    @cached_property
    def grandit(self) -> bool:
        """Whether each visible stroke is longer than the one before."""
        return geo.croissantes(self.longueurs)

    @cached_property
    def se_voit(self) -> Constat:
        """No visible stroke is twenty times shorter than the longest."""
        return Constat(
            not self.longueurs or min(self.longueurs) > max(self.longueurs) / MINUSCULE,
            "Un trait est minuscule. Donne un plus grand nombre à avance.",
        )

    @cached_property
    def laisse_une_trace(self) -> bool:
        """Whether anything is drawn."""
        return bool(self.valeur.formes)

    @cached_property
    def feutre_en_l_air(self) -> bool:
        """Whether the pen was left up: the last moves drew nothing."""
        return not self.valeur.est_posee

    @cached_property
    def fait_demi_tour(self) -> bool:
        """Whether the turtle turned back over the stroke it had just drawn (180 degrees)."""
        return geo.a_fait_demi_tour(self.valeur.traits)

    @cached_property
    def file_droit(self) -> bool:
        """Whether all that is drawn is one straight line, and the turtle still looks along it."""
        return self.traits == 1 and round(self.valeur.cap - self.segments[0].direction) % 360 == 0

    @cached_property
    def directions(self) -> set[int]:
        """The different directions of the visible strokes, in whole degrees, 0 to 359."""
        return {round(trait.direction) % 360 for trait in self.segments}

    @cached_property
    def descend(self) -> bool:
        """Whether the first visible stroke goes down, give or take 45 degrees."""
        return bool(self.segments) and geo.ecart_angle(self.segments[0].direction, 270) < 45

    @cached_property
    def endroits(self) -> Compte:
        """How many different strokes and rounds, whichever way each stroke was drawn."""
        bouts = {
            frozenset([(round(t.x1), round(t.y1)), (round(t.x2), round(t.y2))])
            for t in self.valeur.traits
        }
        return Compte(len(bouts) + self.ronds)

    # ── corners and figures ─────────────────────────────────────────────────────────────

    @cached_property
    def angles(self) -> list[Mesure]:
        """Angles seen where two strokes meet, rounded to 1 degree: [90] for an L."""
        return [Mesure(round(angle)) for angle in geo.coins(self.segments)]

    @cached_property
    def coin(self) -> Mesure:
        """The first of these angles; nan without any."""
        return self.angles[0] if self.angles else Mesure("nan")

    @cached_property
    def coins(self) -> Compte:
        """How many times two strokes meet by one end, at an angle."""
        return Compte(len(self.angles))

    @cached_property
    def place_du_coin(self) -> str:
        """Where the corner of two strokes is: "en bas à gauche" for an L, "" without one."""
        return geo.place_du_coin(self.segments)

    @cached_property
    def virages(self) -> list[Mesure]:
        """Turns between consecutive strokes, rounded to 1 degree, whichever side."""
        return [Mesure(round(angle)) for angle in geo.virages(self.segments)]

    def tourne_toujours_de(self, degres: float) -> bool:
        """Whether each stroke follows the one before after a turn of so many degrees."""
        return self.virages == [degres] * (self.traits - 1)

    @cached_property
    def est_ferme(self) -> bool:
        """Whether the strokes make one closed loop."""
        return geo.tour_ferme(self.segments) is not None

    @cached_property
    def cotes(self) -> Compte:
        """Number of sides: of the closed figure, or of strokes when it is not closed."""
        return Compte(len(geo.tour_ferme(self.segments) or self.segments))

    def est_regulier(self, cotes: int) -> bool:
        """Whether the drawing is one regular polygon with this number of sides."""
        return geo.est_polygone_regulier(self.segments, cotes)

    def est_etoile(self, branches: int = 5, virage: float = 144) -> bool:
        """Whether the drawing is one regular star (turn in degrees)."""
        return geo.est_etoile(self.segments, branches, virage)

    # ── rounds, colours, size ───────────────────────────────────────────────────────────

    @cached_property
    def cercles(self) -> list[Any]:
        """The rounds drawn (x, y, rayon, couleur, cap), those drawn twice counted once."""
        return list(dict.fromkeys(self.valeur.cercles))

    @cached_property
    def ronds(self) -> Compte:
        """How many different rounds."""
        return Compte(len(self.cercles))

    @cached_property
    def ronds_en_rosace(self) -> bool:
        """Whether the rounds turn around one point in equal parts of a full turn."""
        return geo.directions_regulieres(rond.cap for rond in self.cercles)

    @cached_property
    def places(self) -> Compte:
        """How many different places (to the unit) the rounds occupy."""
        return Compte(len({(round(rond.x), round(rond.y)) for rond in self.cercles}))

    @cached_property
    def elements(self) -> Compte:
        """Visible strokes plus rounds."""
        return self.traits + self.ronds

    @cached_property
    def formes(self) -> Compte:
        """How many strokes, rounds and words were drawn, one on another or not."""
        return Compte(len(self.valeur.formes))

    @cached_property
    def couleurs(self) -> list[str]:
        """Distinct colours of strokes, rounds and words, as #rrggbb, in order of arrival."""
        return list(dict.fromkeys(hexa(forme.couleur) for forme in self.valeur.formes))

    @cached_property
    def encres(self) -> Compte:
        """How many different colours."""
        return Compte(len(self.couleurs))

    @cached_property
    def etendue(self) -> tuple[Mesure, Mesure]:
        """Width and height of the drawing, rounds included, in turtle units."""
        largeur, hauteur = geo.etendue(_points(self.valeur))
        return Mesure(largeur), Mesure(hauteur)

    def barres_proportionnelles(self, valeurs: list[float]) -> bool:
        """Whether there is one stroke for each value, with lengths proportional (5 %)."""
        return geo.proportionnels([trait.longueur for trait in self.segments], valeurs)

    @cached_property
    def signature(self) -> tuple[Any, ...]:
        """What is drawn, to compare two runs of the cell (see `rejoue`)."""
        return tuple(self.valeur.formes)


def est_tortue(valeur: Any) -> bool:
    """Whether a value can be read as a turtle's drawing."""
    return hasattr(type(valeur), "traits") and hasattr(type(valeur), "cercles")


def _points(tortue: Any) -> list[tuple[float, float]]:
    points = [bout for t in tortue.traits for bout in ((t.x1, t.y1), (t.x2, t.y2))]
    for rond in tortue.cercles:
        points += [(rond.x - rond.rayon, rond.y - rond.rayon)]
        points += [(rond.x + rond.rayon, rond.y + rond.rayon)]
    return points
