"""Reads the badge that the cell made: its pseudonym, its colour, its phrase."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .constats import Constat
from .sujet import Sujet


class BadgeLu(Sujet):
    """The last badge of the cell. Texts that it does not have are empty."""

    genre = "un badge"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a badge."""
        return hasattr(type(valeur), "textes")

    @cached_property
    def textes(self) -> tuple[str, ...]:
        """Its texts in order: pseudonym, colour, and the phrase if there is one."""
        return tuple(self.valeur.textes)

    @cached_property
    def pseudo(self) -> str:
        """The pseudonym."""
        return self._texte(0)

    @cached_property
    def couleur(self) -> str:
        """The colour, as it was written."""
        return self._texte(1)

    @cached_property
    def phrase(self) -> str:
        """The phrase; "" without any."""
        return self._texte(2)

    @cached_property
    def pseudo_a_une_lettre(self) -> Constat:
        """The pseudonym can be read aloud."""
        return Constat(
            _se_lit(self.pseudo), "Je ne lis pas de lettre dans ton pseudo. Ajoute-en une."
        )

    @cached_property
    def phrase_a_une_lettre(self) -> Constat:
        """The phrase can be read aloud."""
        return Constat(_se_lit(self.phrase), "Ta phrase n'a pas de lettre. Écris au moins un mot.")

    @cached_property
    def phrase_est_nouvelle(self) -> Constat:
        """The phrase is neither the pseudonym nor the colour again."""
        deja = (self.pseudo.lower(), self.couleur.lower())
        return Constat(
            self.phrase.lower() not in deja, "Tu as déjà écrit ce mot. Écris ce que tu aimes."
        )

    def _texte(self, rang: int) -> str:
        return self.textes[rang] if rang < len(self.textes) else ""


def _se_lit(texte: str) -> bool:
    return any(signe.isalnum() for signe in texte)
