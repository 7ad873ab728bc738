"""Reads what a turtle drew: sides, corners, closed figures, rounds, colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from atelier.couleurs import hexa

from . import geometrie as geo
from .lecteur import Lecteur

T = TypeVar("T")


class LectureDessin(Lecteur):
    """Tools on a `Tortue`. Place, size and way of turning never count."""

    def traits(self, nom: Any, selon_couleur: bool = False) -> list[geo.Segment]:
        """Visible strokes, aligned ones merged (see `geometrie.segments`)."""
        return self._tortue(nom, lambda t: geo.segments(t.traits, selon_couleur), [])

    def nombre_de_traits(self, nom: Any, selon_couleur: bool = False) -> int:
        """How many visible strokes."""
        return len(self.traits(nom, selon_couleur))

    def longueurs(self, nom: Any) -> list[float]:
        """Lengths of the visible strokes, rounded to 0.1, in drawing order."""
        return [round(trait.longueur, 1) for trait in self.traits(nom)]

    def angles(self, nom: Any) -> list[float]:
        """Angles seen where two strokes meet, rounded to 1 degree: [90] for an L."""
        return [float(round(angle)) for angle in geo.coins(self.traits(nom))]

    def place_du_coin(self, nom: Any) -> str:
        """Where the corner of two strokes is: "en bas à gauche" for an L, "" without one."""
        return geo.place_du_coin(self.traits(nom))

    def virages(self, nom: Any) -> list[float]:
        """Turns between consecutive strokes, rounded to 1 degree, whichever side."""
        return [float(round(angle)) for angle in geo.virages(self.traits(nom))]

    def repasse(self, nom: Any) -> bool:
        """Whether the turtle turned back over the stroke it had just drawn (180 degrees)."""
        return self._tortue(nom, lambda t: geo.a_fait_demi_tour(t.traits), False)

    def est_ferme(self, nom: Any) -> bool:
        """Whether the strokes make one closed loop."""
        return geo.tour_ferme(self.traits(nom)) is not None

    def cotes(self, nom: Any) -> int:
        """Number of sides: of the closed figure, or of strokes when it is not closed."""
        traits = self.traits(nom)
        return len(geo.tour_ferme(traits) or traits)

    def est_regulier(self, nom: Any, cotes: int) -> bool:
        """Whether the drawing is one regular polygon with this number of sides."""
        return geo.est_polygone_regulier(self.traits(nom), cotes)

    def est_etoile(self, nom: Any, branches: int = 5, virage: float = 144) -> bool:
        """Whether the drawing is one regular star (turn in degrees)."""
        return geo.est_etoile(self.traits(nom), branches, virage)

    def grandissent(self, nom: Any) -> bool:
        """Whether each visible stroke is longer than the one before."""
        return geo.croissantes(self.longueurs(nom))

    def couleurs_du_dessin(self, nom: Any) -> list[str]:
        """Distinct colours of strokes, rounds and words, as #rrggbb, in order of arrival."""
        return self._tortue(nom, lambda t: list(dict.fromkeys(map(_encre, t.formes))), [])

    def ronds(self, nom: Any) -> list[Any]:
        """The rounds drawn (x, y, rayon, couleur, cap), those drawn twice counted once."""
        return self._tortue(nom, lambda t: list(dict.fromkeys(t.cercles)), [])

    def nombre_de_ronds(self, nom: Any) -> int:
        """How many different rounds."""
        return len(self.ronds(nom))

    def ronds_en_rosace(self, nom: Any) -> bool:
        """Whether the rounds turn around one point in equal parts of a full turn."""
        return geo.directions_regulieres(rond.cap for rond in self.ronds(nom))

    def elements(self, nom: Any) -> int:
        """Visible strokes plus rounds."""
        return self.nombre_de_traits(nom) + self.nombre_de_ronds(nom)

    def places(self, nom: Any) -> int:
        """How many different places (to the unit) the rounds occupy."""
        return len({(round(rond.x), round(rond.y)) for rond in self.ronds(nom)})

    def etendue(self, nom: Any) -> tuple[float, float]:
        """Width and height of the drawing, rounds included, in turtle units."""
        return self._tortue(nom, lambda t: geo.etendue(_points(t)), (0.0, 0.0))

    def barres_proportionnelles(self, nom: Any, valeurs: list[float]) -> bool:
        """Whether there is one stroke for each value, with lengths proportional (5 %)."""
        return geo.proportionnels([trait.longueur for trait in self.traits(nom)], valeurs)

    def signature(self, nom: Any) -> tuple[Any, ...]:
        """What is drawn, to compare two runs of the cell (see `rejoue`)."""
        return self._tortue(nom, lambda t: tuple(t.formes), ())

    def _tortue(self, nom: Any, mesure: Callable[[Any], T], neutre: T) -> T:
        return self._mesurer(nom, est_tortue, "une tortue : t = Tortue()", mesure, neutre)


def est_tortue(valeur: Any) -> bool:
    """Whether a value can be read as a turtle's drawing."""
    return hasattr(type(valeur), "traits") and hasattr(type(valeur), "cercles")


def _encre(forme: Any) -> str:
    return hexa(forme.couleur)


def _points(tortue: Any) -> list[tuple[float, float]]:
    points = [bout for t in tortue.traits for bout in ((t.x1, t.y1), (t.x2, t.y2))]
    for rond in tortue.cercles:
        points += [(rond.x - rond.rayon, rond.y - rond.rayon)]
        points += [(rond.x + rond.rayon, rond.y + rond.rayon)]
    return points
