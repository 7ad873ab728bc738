"""Mutants: each family changes what it says, once, and gives code that parses."""

from __future__ import annotations

import ast

import pytest

from quartiers.lessons.prove.mutants import FAMILIES, mutants_of

ANSWERS = [
    "t.avance(80)",
    "cotes = 8\nfor tour in range(cotes):\n    t.avance(50)\n    t.droite(360 / cotes)",
    "if a < 3 and b:\n    t.avance(1)\nelse:\n    t.recule(1)",
    "son = note(440, 0.5)\nété = 'œuf'\nmontrer(été, 'un é', fin=True)",
    "mot = f'{a + 1} pas'\nt.couleur('red')\nt.couleur('teal')",
]


def codes(answer: str, family: str) -> set[str]:
    """The mutants of one family."""
    return {mutant.code for mutant in mutants_of(answer) if mutant.family == family}


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_mutant_is_python_and_differs_from_the_answer(answer: str) -> None:
    found = mutants_of(answer)
    assert found
    for mutant in found:
        ast.parse(mutant.code)
        assert not mutant.same_code(answer)
        assert mutant.family in FAMILIES


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_mutant_comes_twice(answer: str) -> None:
    shapes = [ast.dump(ast.parse(mutant.code)) for mutant in mutants_of(answer)]
    assert len(shapes) == len(set(shapes))


def test_a_number_goes_up_down_doubles_and_changes_sign() -> None:
    assert codes("t.avance(80)", "nombre") == {
        "t.avance(81)",
        "t.avance(79)",
        "t.avance(160)",
        "t.avance((-80))",
    }


def test_a_decimal_moves_by_a_tenth() -> None:
    assert {"silence(0.4)", "silence(0.2)"} <= codes("silence(0.3)", "nombre")


def test_a_text_becomes_another_text_of_the_answer() -> None:
    answer = "t.couleur('red')\nt.couleur('teal')"
    assert codes(answer, "texte") == {
        "t.couleur('teal')\nt.couleur('teal')",
        "t.couleur('red')\nt.couleur('red')",
    }


def test_a_lonely_text_becomes_empty() -> None:
    assert codes("t.couleur('red')", "texte") == {"t.couleur('')"}


def test_a_variable_becomes_another_one() -> None:
    answer = "a = 1\nb = 2\nt.avance(a)"
    assert "a = 1\nb = 2\nt.avance(b)" in codes(answer, "nom")


def test_a_method_becomes_another_one_of_the_answer() -> None:
    assert "t.droite(9)\nt.droite(5)" in codes("t.avance(9)\nt.droite(5)", "nom")


def test_a_line_is_left_out() -> None:
    assert codes("a = 1\nb = 2", "ligne") == {"a = 1", "b = 2"}


def test_the_only_line_of_a_block_leaves_a_pass() -> None:
    assert codes("for i in x:\n    a()", "ligne") == {"for i in x:\n    pass"}


def test_an_operator_becomes_its_neighbour() -> None:
    assert codes("a = b + c", "operateur") == {"a = b - c"}
    assert codes("a = b < c", "operateur") == {"a = b > c"}
    assert codes("a = b and c", "operateur") == {"a = b or c"}


def test_two_arguments_change_places_and_named_ones_stay() -> None:
    assert codes("f(1, x, n=2)", "arguments") == {"f(x, 1, n=2)"}


def test_accents_do_not_shift_the_change() -> None:
    assert "é = 'à'; f(10)" in codes("é = 'à'; f(9)", "nombre")


def test_the_inside_of_an_f_string_is_left_alone() -> None:
    assert all("{a + 1}" in mutant.code for mutant in mutants_of(ANSWERS[4]) if mutant.line > 1)


def test_an_answer_that_is_not_python_has_no_mutant() -> None:
    assert mutants_of("badge('Nova, 3)") == []
