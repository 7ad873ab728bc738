"""Stars given by a check: a number nbgrader reads and a sentence the learner reads."""

from __future__ import annotations

from typing import Any, Self

from .carte import carte_html, ligne_de_texte

MIME = "application/vnd.quartiers.etoiles+json"
ARRETEE = "Ta cellule s'est arrêtée. Lis le message juste au-dessus."


class Etoiles(float):
    """A number of stars that shows itself as a card. `repr` is the plain number, such as 3.0."""

    exercice: int
    sur: int
    phrase: str
    encouragement: str
    arretee: bool
    """The cell stopped, and has just said `phrase` itself: the card does not say it again."""

    def __new__(
        cls,
        nombre: float,
        exercice: int,
        sur: int,
        phrase: str,
        encouragement: str = "",
        arretee: bool = False,
    ) -> Self:
        etoiles = super().__new__(cls, nombre)
        etoiles.exercice, etoiles.sur = exercice, sur
        etoiles.phrase, etoiles.encouragement = phrase, encouragement
        etoiles.arretee = arretee
        return etoiles

    def __repr__(self) -> str:
        return repr(float(self))

    def donnees(self) -> dict[str, Any]:
        """What the header of the lesson and the feedback page read."""
        return {
            "exercice": self.exercice,
            "etoiles": int(self),
            "sur": self.sur,
            "phrase": self.phrase,
            **({"affichee": self.affichee} if self.arretee else {}),
        }

    @property
    def affichee(self) -> str:
        """The sentence under the check, on the screen where the cell's own message is above."""
        return ARRETEE if self.arretee else self.phrase

    def texte(self) -> str:
        """One line for frontends without HTML."""
        return ligne_de_texte(int(self), self.sur, self.phrase, self.encouragement)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {
            # nbgrader reads the mark in text/plain: it must stay a bare number.
            "text/plain": repr(self),
            "text/html": carte_html(int(self), self.sur, self.affichee, self.encouragement),
            MIME: self.donnees(),
        }


class PasEncore(Exception):
    """Raised at 0 star, so that nbval and nbgrader see a real failure. Shows one kind line."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase

    def _render_traceback_(self) -> list[str]:
        # The card above already says the sentence: this line only tells what to do next.
        return ["☆ Pas encore. Change ta cellule, puis vérifie."]
