"""Reads the learner's sounds: what one hears, never how it was written."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from . import acoustique
from .constats import Constat
from .nombres import Compte, Mesure
from .sujet import Sujet

PAREILS = 0.5  # semitones: closer, two pitches are one


class SonLu(Sujet):
    """A sound (1-D array of numbers, 22050 per second). `notes` are at least `duree_minimum` s."""

    genre = "un son"

    def __init__(self, valeur: Any, duree_minimum: float = 0.2) -> None:
        super().__init__(valeur)
        self.duree_minimum = duree_minimum
        self.son: acoustique.Son = np.asarray(valeur, dtype=float)

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a sound."""
        return est_son(valeur)

    @cached_property
    def duree(self) -> Mesure:
        """Seconds."""
        return Mesure(acoustique.duree(self.son))

    @cached_property
    def crete(self) -> Mesure:
        """The loudest point: above 1 the sound crackles."""
        return Mesure(acoustique.crete(self.son))

    @cached_property
    def ne_craque_pas(self) -> Constat:
        """The loudest point is 1 at the most."""
        return Constat(
            self.crete <= 1.001, "Ton son craque : il est trop fort. Garde un volume de 1."
        )

    @cached_property
    def s_entend(self) -> Constat:
        """Something is heard."""
        return Constat(self.crete > 0, "Ton son est muet. Donne une hauteur à la note, comme 440.")

    # ── pitches ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def hauteur(self) -> Compte:
        """The strongest pitch, in whole vibrations per second; 0 in silence."""
        return Compte(round(self._hauteur))

    @cached_property
    def _hauteur(self) -> float:
        return acoustique.hauteur(self.son)

    def est_a(self, frequence: float, marge: float = PAREILS) -> bool:
        """Whether the sound is at this pitch, give or take half a semitone."""
        return acoustique.demi_tons(self._hauteur, frequence) <= marge

    @cached_property
    def notes_entendues(self) -> list[Mesure]:
        """The pitches heard in order (see `acoustique.notes`)."""
        trouvees = acoustique.notes(self.son, self.duree_minimum)
        return [Mesure(note.hauteur) for note in trouvees]

    @cached_property
    def notes(self) -> Compte:
        """How many notes one hears."""
        return Compte(len(self.notes_entendues))

    @cached_property
    def hauteurs(self) -> Compte:
        """How many different pitches one hears."""
        return Compte(len(acoustique.hauteurs_differentes(self.notes_entendues)))

    @cached_property
    def monte(self) -> Constat:
        """Each note is higher than the one before."""
        return Constat(
            _monte(self.notes_entendues),
            "Une note ne monte pas. Donne à chaque note un nombre plus grand.",
        )

    @cached_property
    def monte_puis_descend(self) -> bool:
        """Whether the notes go up to a highest one, then down, each different from the next."""
        notes = self.notes_entendues
        sommet = notes.index(max(notes)) if notes else 0
        montee, descente = notes[: sommet + 1], notes[sommet:][::-1]
        return (
            len(montee) > 1
            and len(descente) > 1
            and all(
                b > a * 1.01 for cote in (montee, descente) for a, b in itertools.pairwise(cote)
            )
        )

    @cached_property
    def part_et_revient(self) -> bool:
        """Whether the last note is the first one, with another pitch between them."""
        notes = self.notes_entendues
        return self.hauteurs > 1 and acoustique.demi_tons(notes[0], notes[-1]) <= PAREILS

    def joue(self, frequences: list[float], marge: float = PAREILS) -> bool:
        """Whether one hears exactly these pitches in this order, give or take half a semitone."""
        return len(self.notes_entendues) == len(frequences) and all(
            acoustique.demi_tons(une, autre) <= marge
            for une, autre in zip(self.notes_entendues, frequences, strict=True)
        )

    def contient(self, frequence: float) -> bool:
        """Whether this pitch is heard in the mix."""
        return acoustique.contient(self.son, frequence)

    @cached_property
    def bandes(self) -> list[str]:
        """Which of "grave", "médium", "aigu" hold at least 5 % of the energy."""
        return acoustique.bandes(self.son)

    # ── rhythm ──────────────────────────────────────────────────────────────────────────

    @cached_property
    def attaques(self) -> list[float]:
        """The times (seconds) at which a hit starts."""
        return acoustique.attaques(self.son)

    @cached_property
    def coups(self) -> Compte:
        """How many hits one hears."""
        return Compte(len(self.attaques))

    def est_regulier(self, marge: float = 0.06) -> bool:
        """Whether the hits come at equal times, give or take `marge` seconds."""
        ecarts = acoustique.ecarts(self.attaques)
        return bool(ecarts) and max(ecarts) - min(ecarts) <= 2 * marge

    def est_pareil(self, autre: Any, marge: float = 1e-6) -> bool:
        """Whether two sounds have the same numbers, give or take `marge`."""
        sien = np.asarray(autre.valeur if isinstance(autre, Sujet) else autre, dtype=float)
        return len(self.son) == len(sien) and np.allclose(self.son, sien, atol=marge)


def _monte(notes: Sequence[float]) -> bool:
    return all(b > a * 1.01 for a, b in itertools.pairwise(notes))


def est_son(valeur: Any) -> bool:
    """Whether a value is a sound."""
    return isinstance(valeur, np.ndarray) and valeur.ndim == 1 and valeur.dtype.kind in "fiu"
