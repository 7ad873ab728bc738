"""Reads the learner's sounds: what one hears, never how it was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from . import acoustique
from .lecteur import Lecteur

T = TypeVar("T")


class LectureSon(Lecteur):
    """Tools on a sound (1-D array of numbers, 22050 per second)."""

    def est_son(self, nom: Any) -> bool:
        """Whether the value is a sound. Leaves no sentence."""
        if isinstance(nom, str):
            return self.existe(nom) and est_son(self.espace[nom])
        return est_son(nom)

    def duree(self, nom: Any) -> float:
        """Seconds."""
        return self._son(nom, acoustique.duree, float("nan"))

    def crete(self, nom: Any) -> float:
        """The loudest point: above 1 the sound crackles."""
        return self._son(nom, acoustique.crete, float("nan"))

    def hauteur(self, nom: Any) -> float:
        """The strongest pitch, in vibrations per second; 0 in silence."""
        return self._son(nom, acoustique.hauteur, float("nan"))

    def a_la_hauteur(self, nom: Any, frequence: float, marge: float = 0.5) -> bool:
        """Whether the sound is at this pitch, give or take half a semitone."""
        return acoustique.demi_tons(self.hauteur(nom), frequence) <= marge

    def notes_entendues(self, nom: Any, duree_minimum: float = 0.2) -> list[float]:
        """The pitches heard in order, each lasting at least 0.2 s (see `acoustique.notes`)."""
        aucune: list[acoustique.Note] = []
        trouvees = self._son(nom, lambda son: acoustique.notes(son, duree_minimum), aucune)
        return [note.hauteur for note in trouvees]

    def hauteurs_entendues(self, nom: Any, duree_minimum: float = 0.2) -> list[float]:
        """The different pitches heard, each lasting at least 0.2 s, in order of arrival."""
        return acoustique.hauteurs_differentes(self.notes_entendues(nom, duree_minimum))

    def joue(self, nom: Any, frequences: list[float], marge: float = 0.5) -> bool:
        """Whether one hears exactly these pitches in this order, give or take half a semitone.

        Neighbours at the same pitch are heard as one note: write them once.
        """
        entendues = self.notes_entendues(nom)
        return len(entendues) == len(frequences) and all(
            acoustique.demi_tons(une, autre) <= marge
            for une, autre in zip(entendues, frequences, strict=True)
        )

    def contient(self, nom: Any, frequence: float) -> bool:
        """Whether this pitch is heard in the mix."""
        return self._son(nom, lambda son: acoustique.contient(son, frequence), False)

    def attaques(self, nom: Any) -> list[float]:
        """The times (seconds) at which a hit starts."""
        return self._son(nom, acoustique.attaques, [])

    def nombre_de_coups(self, nom: Any) -> int:
        """How many hits one hears."""
        return len(self.attaques(nom))

    def est_regulier_en_temps(self, nom: Any, marge: float = 0.06) -> bool:
        """Whether the hits come at equal times, give or take `marge` seconds."""
        ecarts = acoustique.ecarts(self.attaques(nom))
        return bool(ecarts) and max(ecarts) - min(ecarts) <= 2 * marge

    def bandes(self, nom: Any) -> list[str]:
        """Which of "grave", "médium", "aigu" hold at least 5 % of the energy."""
        return self._son(nom, acoustique.bandes, [])

    def sons_pareils(self, nom: Any, autre: Any, marge: float = 1e-6) -> bool:
        """Whether two sounds have the same numbers, give or take `marge`."""
        return self._son(
            nom,
            lambda un: self._son(
                autre,
                lambda deux: len(un) == len(deux) and np.allclose(un, deux, atol=marge),
                False,
            ),
            False,
        )

    def _son(self, nom: Any, mesure: Callable[[acoustique.Son], T], neutre: T) -> T:
        return self._mesurer(
            nom, est_son, "un son", lambda son: mesure(np.asarray(son, dtype=float)), neutre
        )


def est_son(valeur: Any) -> bool:
    """Whether a value is a sound."""
    return isinstance(valeur, np.ndarray) and valeur.ndim == 1 and valeur.dtype.kind in "fiu"
