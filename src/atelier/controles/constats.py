"""What a check finds, and the sentences it chooses from: flat rows, the first true one speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Phrase = str | Callable[[], str]


@dataclass(frozen=True)
class Si:
    """One row of a diagnosis: said when `condition` holds and no row before it did."""

    condition: object
    phrase: Phrase


def si(condition: object, phrase: Phrase) -> Si:
    """A row for `etoile`: `si(t.fait_demi_tour, "180, c'est un demi-tour.")`."""
    return Si(condition, phrase)


class Constat(int):
    """A yes or a no that carries its own sentence for the no, written once for all lessons."""

    phrase: str

    def __new__(cls, oui: object, phrase: str) -> Constat:
        constat = super().__new__(cls, bool(oui))
        constat.phrase = phrase
        return constat

    def __repr__(self) -> str:
        return repr(bool(self))


Rangee = Si | Phrase


def qui_parle(rangees: tuple[Rangee, ...]) -> int:
    """The place of the row that speaks: the first that is true, else the last."""
    vraies = (
        rang
        for rang, rangee in enumerate(rangees)
        if not isinstance(rangee, Si) or _est_vraie(rangee.condition)
    )
    return next(vraies, len(rangees) - 1)


def dire(rangee: Rangee) -> str:
    """The sentence of a row."""
    phrase = rangee.phrase if isinstance(rangee, Si) else rangee
    return phrase() if callable(phrase) else phrase


def _est_vraie(condition: object) -> bool:
    return bool(condition() if callable(condition) else condition)
