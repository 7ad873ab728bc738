"""What this kernel remembers of the checks: the last result and how often a sentence came back."""

from __future__ import annotations

from dataclasses import dataclass

ENCOURAGEMENT = "On cherche encore, c'est normal. Ouvre un indice, ou montre à quelqu'un."


@dataclass(frozen=True)
class Bilan:
    """The result of one check.

    For those who prove the lesson: `rangees`, how many sentences each condition has; `parle`,
    the first condition that was not met and which of its sentences spoke (None: a sentence of
    its subject or property); None when all were met, or when the cell could not be judged.
    """

    exercice: int
    etoiles: int
    sur: int
    phrase: str
    rangees: tuple[int, ...] = ()
    parle: tuple[int, int | None] | None = None


class Memoire:
    """Kept in the kernel only: nothing here changes a mark or reaches a file."""

    def __init__(self) -> None:
        self.dernier: Bilan | None = None
        self._essais: dict[int, tuple[str, int]] = {}

    def noter(self, bilan: Bilan) -> str:
        """Remember the result; returns the kind word from the third identical miss on."""
        self.dernier = bilan
        if bilan.etoiles >= bilan.sur:
            self._essais.pop(bilan.exercice, None)
            return ""
        phrase, fois = self._essais.get(bilan.exercice, ("", 0))
        fois = fois + 1 if phrase == bilan.phrase else 1
        self._essais[bilan.exercice] = (bilan.phrase, fois)
        return ENCOURAGEMENT if fois >= 3 else ""


memoire = Memoire()


def dernier_bilan() -> Bilan | None:
    """The result of the last check that ran in this kernel, or None."""
    return memoire.dernier
