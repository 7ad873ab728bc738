"""A check keeps its own words, and gives the learner's back."""

from __future__ import annotations

import pytest

from atelier import controle
from atelier.controles.noms_rendus import NomsRendus, est_un_controle


def test_python_s_words_are_lent_then_the_learner_s_names_come_back() -> None:
    noms, espace = NomsRendus(), {"max": 5, "len": "long", "taille": 3, "controle": print}
    noms.preter(espace, {"controle": controle})
    assert espace == {"taille": 3, "controle": controle}
    assert noms.de_cote == {"max": 5, "len": "long", "controle": print}
    noms.rendre(espace)
    assert espace == {"max": 5, "len": "long", "taille": 3, "controle": print}


def test_nothing_is_set_aside_when_nothing_is_taken() -> None:
    noms, espace = NomsRendus(), {"t": 1, "open": 2, "controle": controle}
    noms.preter(espace, {"controle": controle})
    assert noms.de_cote == {}
    assert espace == {"t": 1, "open": 2, "controle": controle}


@pytest.mark.parametrize(
    ("source", "oui"),
    [
        ("c = controle(3)\nc.bilan('ok')", True),
        ("# la vérification\n\nc = controle(3)", True),
        ("t = Tortue()\nc = controle(3)", False),
        ("controle = None", False),
        ("", False),
    ],
)
def test_a_check_is_known_by_its_first_line(source: str, oui: bool) -> None:
    assert est_un_controle(source) is oui
