"""Code is read on its tree: spaces, comments and quotes do not count."""

from __future__ import annotations

import pytest

from atelier.controles import source as code


@pytest.mark.parametrize(
    "vide", ["", "  \n", "# ✏️ À toi", "pass", "...", "'un texte'", "# a\npass"]
)
def test_code_that_does_nothing_is_empty(vide: str) -> None:
    assert code.est_vide(vide)


@pytest.mark.parametrize("plein", ["x = 1", "t.avance(3)", "badge('Nova, 'green')", "for"])
def test_code_that_tries_something_is_not_empty(plein: str) -> None:
    assert not code.est_vide(plein)


def test_comments_and_quotes_do_not_make_another_program() -> None:
    assert code.meme_code("badge('Nova')  # moi\n", 'badge("Nova")')
    assert not code.meme_code("badge('Nova')", "badge('nova')")
    assert code.meme_code("badge('Nova", "badge('Nova ")


@pytest.mark.parametrize(
    ("source", "structure"),
    [
        ("for i in range(3):\n    pass", "for"),
        ("l = [i for i in range(3)]", "for"),
        ("while True:\n    pass", "boucle"),
        ("x = f'{n}'", "f-texte"),
        ("if a:\n    pass\nelif b:\n    pass", "elif"),
        ("if a:\n    pass\nelse:\n    pass", "else"),
        ("a and b", "and"),
        ("def f():\n    return 1", "return"),
        ("x += 1", "="),
    ],
)
def test_a_structure_is_found(source: str, structure: str) -> None:
    assert code.utilise(source, structure)


def test_a_structure_named_in_a_comment_is_not_used() -> None:
    assert not code.utilise("# for i in range(3):\nx = 'for'", "for")
    assert not code.utilise("if a:\n    pass\nelif b:\n    pass", "else")
    assert not code.utilise("badge('Nova", "for")


def test_paths_of_a_choice_are_counted() -> None:
    assert code.chemins("x = 1") == 0
    assert code.chemins("if a:\n    pass") == 1
    assert code.chemins("if a:\n    pass\nelif b:\n    pass\nelse:\n    pass") == 3


def test_values_compared_with_a_name_are_listed_once() -> None:
    source = (
        "if humeur == 'fier':\n    a\nelif 'calme' == humeur:\n    b\nelif humeur == 'fier':\n    c"
    )
    assert code.valeurs_comparees(source, "humeur") == ["fier", "calme"]


def test_calls_are_listed_in_reading_order() -> None:
    assert code.appels("t.avance(1)\nmontrer(note(440, 1))") == ["avance", "montrer", "note"]


def test_writing_a_name_is_not_reading_it() -> None:
    assert not code.lit("cotes = 3", "cotes")
    assert code.lit("range(cotes)", "cotes")
    assert {"t", "carre", "rd"} <= code.noms_lus(
        "import random as rd\ndef carre():\n    t.avance(1)"
    )


@pytest.mark.parametrize(
    ("source", "noms"),
    [
        ("son = note(880, 1)", {"son"}),
        ("x = 1; son = 2", {"x", "son"}),
        ("son: float = 2", {"son"}),
        ("son += silence(1)", set()),
        ("son = note(440, 1)\nson += silence(1)", {"son"}),
        ("a, (b, *reste) = x", {"a", "b", "reste"}),
        ("for son in sons:\n    pass", {"son"}),
        ("with ouvrir() as son:\n    pass", {"son"}),
        ("montrer(son := note(880, 1))", {"son"}),
        ("[grand := n for n in sons]", {"grand"}),
        ("def son():\n    dedans = 1", {"son"}),
        ("def f():\n    global son\n    son = 1", {"f", "son"}),
        ("class Son:\n    dedans = 1", {"Son"}),
        ("import numpy as son", {"son"}),
        ("if x:\n    son = 1\nelse:\n    bruit = 2", {"son", "bruit"}),
        ("match x:\n    case [son, *suite]:\n        pass", {"son", "suite"}),
        ("montrer(son)", set()),
        ("son[0] = 1\nson.titre = 2", set()),
        ("lambda son: son", set()),
        ("son = = 1", set()),
    ],
)
def test_the_names_a_cell_makes_are_those_it_puts_a_value_in(source: str, noms: set[str]) -> None:
    assert code.noms_ranges(source) == noms


def test_a_cell_of_imports_only_prepares() -> None:
    assert code.ne_fait_que_preparer("# 1. Préparer\nfrom atelier import *")
    assert not code.ne_fait_que_preparer("import math\nx = 1")
    assert not code.ne_fait_que_preparer("# rien")
