"""Reads plain values: colours, adventures (graphs), subtitles, SVG logos."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from atelier.couleurs import est_couleur, luminance, ratio, rgb

from . import aventure, logo, sous_titres
from .nombres import Compte, Mesure
from .sujet import Sujet


class CouleurLue(Sujet):
    """A known colour: a name, '#RRVVBB' or three lights 0 to 255."""

    genre = "une couleur"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a colour."""
        return est_couleur(valeur)

    @cached_property
    def luminance(self) -> Mesure:
        """How light it is, 0 (black) to 1 (white)."""
        return Mesure(luminance(self.valeur))

    def contraste(self, autre: Any) -> Mesure:
        """Contrast with another colour, 1 to 21; 4.5 reads well."""
        return Mesure(ratio(self.valeur, autre.valeur if isinstance(autre, Sujet) else autre))


class PaletteLue(Sujet):
    """A list of colours."""

    genre = "une liste, entre crochets [ ]"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a list."""
        return isinstance(valeur, list | tuple)

    @cached_property
    def inconnues(self) -> list[Any]:
        """The items that are not colours."""
        return [une for une in self.valeur if not est_couleur(une)]

    @cached_property
    def couleurs(self) -> Compte:
        """How many different colours, whichever way each is written."""
        return Compte(len({rgb(une) for une in self.valeur if est_couleur(une)}))


class AventureLue(Sujet):
    """An adventure: {place: [exits]}."""

    genre = "un dictionnaire, entre accolades { }"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a dictionary of lists."""
        return isinstance(valeur, dict) and all(
            isinstance(sorties, list | tuple) for sorties in valeur.values()
        )

    @cached_property
    def sorties(self) -> dict[str, list[str]]:
        """Each place with its exits, as texts."""
        return {str(lieu): list(map(str, vers)) for lieu, vers in self.valeur.items()}

    @cached_property
    def impasses(self) -> list[str]:
        """Exits that lead to no place."""
        return aventure.impasses(self.sorties)

    def inaccessibles(self, depart: str = "depart") -> list[str]:
        """Places that one can never reach from the start."""
        return aventure.inaccessibles(self.sorties, depart)

    @cached_property
    def fins(self) -> list[str]:
        """Places without any exit."""
        return aventure.fins(self.sorties)


class SousTitresLus(Sujet):
    """A list of subtitles (start, end, text)."""

    genre = "une liste, entre crochets [ ]"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a list."""
        return isinstance(valeur, list | tuple)

    @cached_property
    def chevauchements(self) -> Compte:
        """How many begin before the one before has ended."""
        return Compte(sous_titres.chevauchements(self.valeur))

    @cached_property
    def vitesse(self) -> Mesure:
        """Letters per second of the fastest; 20 is the most one reads at ease."""
        return Mesure(sous_titres.vitesse(self.valeur))


class LogoLu(Sujet):
    """An SVG text."""

    genre = "un texte, entre guillemets"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a text."""
        return isinstance(valeur, str)

    @cached_property
    def est_valide(self) -> bool:
        """Whether every tag is closed."""
        return logo.est_valide(self.valeur)

    @cached_property
    def est_sur(self) -> bool:
        """Whether it holds only shapes: no script, no link, no event."""
        return logo.est_sur(self.valeur)

    @cached_property
    def formes(self) -> list[logo.FormeSvg]:
        """The shapes, [] when a tag is not closed."""
        return logo.formes(self.valeur)
