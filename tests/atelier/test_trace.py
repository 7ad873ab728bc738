"""The trace keeps the last cell that was not a check, whatever is lost on the way."""

from __future__ import annotations

from atelier import trace
from atelier.trace import Trace


def test_the_cell_before_is_kept_with_its_source_value_and_works() -> None:
    suivi = Trace()
    suivi.avant("x = 1\nx")
    suivi.apres("x = 1\nx", None, 1, ("oeuvre",))
    suivi.avant("c = controle(2)")
    assert suivi.precedente is not None
    assert (suivi.precedente.source, suivi.precedente.valeur) == ("x = 1\nx", 1)
    assert suivi.precedente.oeuvres == ("oeuvre",)


def test_a_check_does_not_replace_the_answer() -> None:
    suivi = Trace()
    suivi.avant("reponse")
    suivi.apres("reponse", None, None, ())
    for _ in range(2):
        suivi.avant("c = controle(2)")
        suivi.mettre_a_part()
        suivi.apres("c = controle(2)", ValueError(), None, ())
        assert suivi.precedente is not None
        assert suivi.precedente.source == "reponse"


def test_a_cell_that_repeats_the_first_line_of_an_example_is_a_copy() -> None:
    suivi = Trace()
    vues = []
    for source in ("# Exemple 1\nx = 1", "#  exemple 1 \nx = 2", "# Exemple 2\nx = 3"):
        suivi.avant(source, "p01-lance-exemple")
        suivi.apres(source, None, None, ())
        assert suivi.precedente is not None
        vues.append(suivi.precedente.deja_annoncee)
    assert vues == [False, True, False]
    assert suivi.precedente is not None
    assert suivi.precedente.identifiant == "p01-lance-exemple"


def test_a_quiz_does_not_replace_the_answer() -> None:
    suivi = Trace()
    for source in ("reponse", "quiz(…)"):
        suivi.avant(source)
        if source != "reponse":
            suivi.mettre_a_part()
        suivi.apres(source, None, None, ())
    assert suivi.precedente is not None
    assert suivi.precedente.source == "reponse"


def test_the_error_of_the_cell_is_kept() -> None:
    suivi = Trace()
    erreur = NameError("rouge")
    suivi.avant("rouge")
    suivi.apres("rouge", erreur, None, ())
    assert suivi.precedente is not None
    assert suivi.precedente.erreur is erreur


def test_a_cell_whose_start_was_lost_is_still_kept() -> None:
    suivi = Trace()
    suivi.apres("from atelier import *", None, None, ())
    assert suivi.precedente is not None
    assert suivi.precedente.source == "from atelier import *"


def test_a_cell_whose_end_was_lost_is_still_kept() -> None:
    suivi = Trace()
    suivi.avant("interrompue")
    suivi.avant("suivante")
    assert suivi.precedente is not None
    assert suivi.precedente.source == "interrompue"


def test_outside_a_notebook_nothing_is_followed() -> None:
    assert trace.installer() is False


def test_a_check_mark_without_any_cell_does_nothing() -> None:
    suivi = Trace()
    suivi.mettre_a_part()
    assert suivi.precedente is None
