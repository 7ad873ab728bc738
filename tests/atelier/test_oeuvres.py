"""The journal of works: in order, emptied on demand, never without bounds."""

from __future__ import annotations

from atelier import oeuvres
from atelier.oeuvres import LONGEST, Oeuvre, noter, oublier, recentes


def test_works_come_back_in_order_until_they_are_forgotten() -> None:
    une, deux = Oeuvre("montrer", 1), Oeuvre("garder", 2)
    noter(une)
    noter(deux)
    assert recentes() == (une, deux)
    oublier()
    assert recentes() == () == tuple(oeuvres.journal)


def test_a_loop_that_shows_things_does_not_fill_the_memory() -> None:
    for number in range(LONGEST + 10):
        noter(Oeuvre("montrer", number))
    assert len(recentes()) == LONGEST
    assert recentes()[-1].objet == LONGEST + 9
