"""The parser's words."""

from __future__ import annotations

from typing import Any

import pytest

from quartiers.lessons.cli import build_parser
from quartiers.lessons.french_arguments import french


def test_the_help_has_no_english_left(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["prouver", "--aide"])
    text = capsys.readouterr().out
    assert text.startswith("usage : ./pixel lecons prouver")
    for word in ("usage:", "show", "options", "positional", "usage : usage"):
        assert word not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Il manque : COMMANDE."),
        (["peindre"], "'peindre' : au choix, "),
        (["verifier", "--cours"], "--cours attend une valeur."),
        (["prouver", "--exercice", "un"], "--exercice attend un nombre entier, pas 'un'."),
        (["verifier", "--vite"], "Je ne connais pas : --vite."),
    ],
)
def test_a_refusal_is_french_and_says_where_to_look(
    arguments: list[str], words: str, capsys: Any
) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(arguments)
    assert caught.value.code == 2
    text = capsys.readouterr().err
    assert text.startswith(words)
    assert "Essayez : ./pixel lecons" in text


def test_a_message_we_do_not_know_is_kept() -> None:
    assert french("something new") == "something new."
