"""Naming the Python notions of a piece of code, as the programme does."""

from __future__ import annotations

import ast

import pytest

from quartiers.lessons.lint.notions import attributes, commands, notions


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("badge('Nova', 'green')", set()),
        ("t.avance(50)", {"methode"}),
        ("t = Tortue()", set()),
        ("taille = 10", {"affectation"}),
        ("for i in range(3):\n    t.avance(i + 1)", {"for", "methode", "add"}),
        ("for x in a:\n    for y in b:\n        f(x)", {"for", "for_imbrique"}),
        ("for x, y in a:\n    f(x)", {"for", "unpack"}),
        ("r, v = a", {"unpack"}),
        ("a += 1", {"aug"}),
        ("if a == 3:\n    f()\nelse:\n    g()", {"if", "else", "compare"}),
        ("if 'a' in b and not c:\n    f()", {"if", "in", "et_ou", "non"}),
        ("def f(a):\n    return a[0] // 2", {"def", "return", "indice", "divent"}),
        ("a[1:3]", {"tranche"}),
        ("f(-1, 0.5, (1, 2), fill='x')", {"neg", "decimal", "tuple", "nomme"}),
        ("img.width", {"attribut"}),
        ("f'{a}'", {"fstring"}),
        ("import random", {"import"}),
        ("[x for x in a]", {"comprehension"}),
        (
            "while True:\n    x = {'a': [1 % 2]}",
            {"while", "affectation", "dico", "liste", "modulo"},
        ),
    ],
)
def test_notions_are_named_as_in_the_programme(code: str, expected: set[str]) -> None:
    assert notions(ast.parse(code)) == expected


def test_commands_are_the_functions_called_but_those_always_there() -> None:
    code = "t = Tortue()\ndef f():\n    t.avance(1)\nf()\nmontrer(t, 'x')\nrange(3)"
    assert commands(ast.parse(code)) == {"avance", "range"}


def test_attributes_are_those_read_and_not_called() -> None:
    assert attributes(ast.parse("img.copy()\nimg.width")) == {".width"}
