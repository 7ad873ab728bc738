"""The answer of a quiz is what its code does, never what its author wrote."""

from __future__ import annotations

import pytest

import atelier
from atelier.erreurs_base import ErreurValeur
from atelier.quiz import question_html, quiz, reponse_calculee, reponse_html

L = "t = Tortue()\nt.avance(50)\nt.droite(90)\nt.avance(50)"


@pytest.mark.parametrize(
    ("code", "mesure", "reponse"),
    [
        (L, "len(t.traits)", "2"),
        ("badge('Nova', 'green')", "_.pseudo", "Nova"),
        ("son = note(440, 2)", "duree(son)", "2"),
        ("son = note(440, 0.5)", "duree(son)", "0.5"),
        ("taille = 10\ntaille = taille + 5", "taille", "15"),
        ("v = 200\nr = 250", "v > r", "False"),
        ("x = 3", "_", "None"),
    ],
)
def test_the_answer_is_computed(code: str, mesure: str, reponse: str) -> None:
    assert reponse_calculee(code, mesure) == reponse


def test_the_computation_is_also_reached_from_the_package() -> None:
    assert atelier.quiz.reponse_calculee is reponse_calculee


def test_running_the_code_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    reponse_calculee("print('bonjour')\nx = 1", "x")
    assert capsys.readouterr().out == ""


def test_a_quiz_without_its_right_answer_is_refused() -> None:
    with pytest.raises(ErreurValeur, match="Le code répond « 2 »"):
        quiz("Combien de traits ?", ["1", "4"], L, "len(t.traits)")


def test_the_question_stays_readable_without_its_widget() -> None:
    html = question_html("Combien ?", ["1", "<2>"], "x < 3")
    assert "Combien ?" in html
    assert "x &lt; 3" in html
    assert "1 · &lt;2&gt;" in html


def test_the_feedback_says_both_ideas_without_blame() -> None:
    autre = reponse_html("Combien ?", ["1", "2"], L, "2", "1")
    assert "Tu as dit 1. La machine répond 2." in autre
    assert "1 ← ton idée" in autre
    assert "2 ← la machine" in autre
    pareil = reponse_html("Combien ?", ["1", "2"], L, "2", "2")
    assert "Bien vu" in pareil
    assert "2 ← ton idée et la machine" in pareil


def test_one_line_of_code_is_not_read_from_top_to_bottom() -> None:
    assert "mot par mot" in reponse_html("Combien ?", ["1", "2"], "note(440, 1)", "2", "1")
    assert "haut en bas" in reponse_html("Combien ?", ["1", "2"], "a = 1\nb = 2", "2", "1")
