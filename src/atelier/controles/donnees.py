"""Reads plain values: colours, contrast, texts, adventures (graphs), subtitles, SVG logos."""

from __future__ import annotations

from typing import Any

from atelier.couleurs import est_couleur, luminance, ratio

from . import aventure, logo, sous_titres
from .lecteur import Lecteur


class LectureDonnees(Lecteur):
    """Tools on numbers, texts, lists, dictionaries and colours."""

    def est_couleur(self, nom: Any) -> bool:
        """Whether the value is a known colour: a name, '#RRVVBB' or three lights 0 to 255."""
        return est_couleur(self.valeur(nom))

    def couleurs_inconnues(self, nom: Any) -> list[Any]:
        """The items of a list that are not colours."""
        return [valeur for valeur in self.liste(nom) if not est_couleur(valeur)]

    def luminance(self, nom: Any) -> float:
        """How light a colour is, 0 (black) to 1 (white); nan when it is not a colour."""
        valeur = self.valeur(nom)
        return luminance(valeur) if est_couleur(valeur) else float("nan")

    def contraste(self, nom: Any, autre: Any) -> float:
        """Contrast of two colours, 1 to 21; nan when one is not a colour. 4.5 reads well."""
        une, deux = self.valeur(nom), self.valeur(autre)
        if not (est_couleur(une) and est_couleur(deux)):
            return float("nan")
        return ratio(une, deux)

    def impasses(self, nom: Any) -> list[str]:
        """Exits of an adventure {place: [exits]} that lead to no place."""
        return aventure.impasses(self._aventure(nom))

    def inaccessibles(self, nom: Any, depart: str = "depart") -> list[str]:
        """Places of an adventure that one can never reach from the start."""
        return aventure.inaccessibles(self._aventure(nom), depart)

    def fins(self, nom: Any) -> list[str]:
        """Places of an adventure without any exit."""
        return aventure.fins(self._aventure(nom))

    def chevauchements(self, nom: Any) -> int:
        """How many subtitles (start, end, text) begin before the one before has ended."""
        return sous_titres.chevauchements(self.liste(nom))

    def vitesse_de_lecture(self, nom: Any) -> float:
        """Letters per second of the fastest subtitle; 20 is the most one reads at ease."""
        return sous_titres.vitesse(self.liste(nom))

    def formes_svg(self, nom: Any) -> list[logo.FormeSvg]:
        """The shapes of an SVG text, [] when a tag is not closed (see `svg_est_valide`)."""
        return logo.formes(self.texte(nom))

    def svg_est_valide(self, nom: Any) -> bool:
        """Whether every tag of the SVG text is closed."""
        return logo.est_valide(self.texte(nom))

    def svg_est_sur(self, nom: Any) -> bool:
        """Whether the SVG text holds only shapes: no script, no link, no event."""
        return logo.est_sur(self.texte(nom))

    def _aventure(self, nom: Any) -> dict[str, list[str]]:
        valeur = self.valeur(nom)
        if not isinstance(valeur, dict):
            self._genre(nom, valeur, "un dictionnaire, entre accolades { }")
            return {}
        return {str(lieu): list(map(str, sorties)) for lieu, sorties in valeur.items()}
