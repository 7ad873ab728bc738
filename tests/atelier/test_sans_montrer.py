"""A work that a cell makes without showing it gets one line, and no other cell does."""

from __future__ import annotations

from typing import Any

import pytest

import atelier
from atelier import oeuvres, sans_montrer
from atelier.etats import etats
from atelier.trace import Cellule

MONTRER = "montrer(t, 'Un trait tout droit')"


def dit(source: str, espace: dict[str, Any] | None = None) -> str | None:
    """What is said of a cell that ran in a notebook where `espace` had been made before."""
    noms = {nom: getattr(atelier, nom) for nom in atelier.__all__} | (espace or {})
    avant = etats(noms)
    oeuvres.oublier()
    exec(source, noms)
    return sans_montrer.phrase(Cellule(source, oeuvres=oeuvres.recentes()), noms, avant)


def test_a_drawing_that_is_not_shown_asks_for_montrer() -> None:
    assert dit("t = Tortue()\nt.avance(50)") == sans_montrer.RIEN.format(nom="t")


def test_a_tiny_picture_that_is_not_shown_asks_for_montrer() -> None:
    img = atelier.nouvelle_image(8, 8)
    assert dit("peindre(img, 1, 1, 'red')", {"img": img}) == sans_montrer.RIEN.format(nom="img")


def test_lines_written_under_montrer_are_said_to_be_too_low() -> None:
    assert dit(f"t = Tortue()\n{MONTRER}\nt.avance(50)") == sans_montrer.APRES


@pytest.mark.parametrize(
    "source",
    [
        f"t = Tortue()\nt.avance(50)\n{MONTRER}",
        f"t = Tortue()\n{MONTRER}\nt.avance(50)\n{MONTRER}",
        "t = Tortue()",
        "x = 3",
        "# un mot",
        "a = Tortue()\na.avance(9)\nmontrer([a], 'Une planche de traits')",
        "t = Tortue()\nt.avance(5)\nmontrer(neon(t), 'Mon trait en néon')",
    ],
)
def test_what_is_seen_or_made_nothing_is_left_alone(source: str) -> None:
    assert dit(source) is None


def test_an_older_drawing_is_left_alone() -> None:
    t = atelier.Tortue()
    t.avance(50)
    assert dit("x = 1", {"t": t}) is None


def test_code_that_is_all_behind_a_sign_is_said_to_be_skipped() -> None:
    assert "Python saute" in str(dit("# t.avance(50)"))


def test_a_cell_that_stopped_has_its_own_message() -> None:
    t = atelier.Tortue()
    t.avance(50)
    cellule = Cellule("t.avance(50)\nquoi", erreur=NameError("quoi"))
    assert sans_montrer.phrase(cellule, {"t": t}, {}) is None
