"""Reads what the cell showed, made or kept: badges, works and their descriptions."""

from __future__ import annotations

from typing import Any

from .lecteur import Lecteur


class LectureTravaux(Lecteur):
    """Tools on the journal of works of the cell just before."""

    oeuvres: tuple[Any, ...] = ()

    def badge(self) -> Any:
        """The last badge made by the cell, or ABSENT with a sentence.

        `.textes` are its texts (pseudo, colour, phrase if any), `.couleur` its colour.
        """
        trouves = [oeuvre for oeuvre in self.oeuvres if oeuvre.genre == "badge"]
        return (
            trouves[-1] if trouves else self._manque("Je ne vois pas de badge. Lance ta cellule.")
        )

    def textes_du_badge(self) -> tuple[str, ...]:
        """The texts of the last badge, in order; () without any."""
        return tuple(self.badge().textes)

    def montre(self) -> list[Any]:
        """Everything the cell showed with `montrer`, in order."""
        return [oeuvre.objet for oeuvre in self.oeuvres if oeuvre.genre == "montrer"]

    def garde(self) -> list[Any]:
        """Everything the cell kept with `garder`, in order."""
        return [oeuvre.objet for oeuvre in self.oeuvres if oeuvre.genre == "garder"]

    def descriptions(self) -> list[str]:
        """The alternative texts of everything the cell showed."""
        return [oeuvre.description for oeuvre in self.oeuvres if oeuvre.description]
