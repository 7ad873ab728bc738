"""The last work is found again without a name, and only the learner's own counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from atelier import ErreurAtelier, Tortue, badge, derniere_oeuvre, montrer, oeuvres
from atelier.quiz import executer


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    """A notebook in which nothing was made yet."""
    oeuvres._vues.clear()
    yield
    oeuvres._vues.clear()


def test_the_last_badge_is_found_even_after_another_cell() -> None:
    badge("Nova", "teal")
    dernier = badge("Sirius", "purple")
    oeuvres.oublier()
    assert derniere_oeuvre() is dernier


def test_the_last_work_shown_is_found_as_it_is() -> None:
    t = Tortue()
    t.avance(50)
    montrer(t, "Un trait de 50")
    assert derniere_oeuvre() is t


def test_a_quiz_does_not_leave_its_own_work() -> None:
    mien = badge("Nova", "teal")
    executer("badge('Pixel', 'gray')")
    assert derniere_oeuvre() is mien
    assert [oeuvre.objet for oeuvre in oeuvres.recentes()] == [mien]


def test_without_any_work_the_way_is_told() -> None:
    with pytest.raises(ErreurAtelier, match="pas encore d'œuvre") as refus:
        derniere_oeuvre()
    assert "Lance la cellule" in refus.value.message
