"""An adult reads of an error what the learner read: French, and nothing of Python's English."""

from __future__ import annotations

import sys

import pytest
from IPython.core.ultratb import VerboseTB

from atelier.erreurs_base import ErreurValeur
from atelier.explications import Explication
from atelier.explications.affichage import carte_html, texte
from quartiers.grading.faults import STOPPED, UNKNOWN, sentence_of

FAULT = Explication(
    2, "Python cherche un nom rouge.", "Mets des guillemets.", "guillemets", "rouge"
)
CARD = {"data": {"text/html": [carte_html(FAULT)], "text/plain": [texte(FAULT)]}}
TRACE = [
    "\x1b[31m---------------------------------------------------------------------------\x1b[39m",
    "\x1b[31mNameError\x1b[39m                                 Traceback (most recent call last)",
    "\x1b[31mNameError\x1b[39m: name 'rouge' is not defined",
]
SYNTAX = [
    "  \x1b[36mCell\x1b[39m\x1b[36m In[1]\x1b[39m\n    a = (\n        ^\n"
    "SyntaxError: '(' was never closed"
]


def error(trace: object, name: str = "NameError") -> dict[str, object]:
    return {"ename": name, "evalue": "name 'rouge' is not defined", "traceback": trace}


def test_an_error_of_the_library_is_told_with_its_line() -> None:
    trace = ["Je vois 900. Choisis entre 0 et 500. Essaie 100.", "Ligne 3 : t.avance(900)"]
    told = sentence_of(error(trace, "ErreurValeur"), {})
    assert told == "Je vois 900. Choisis entre 0 et 500. Essaie 100. Ligne 3 : t.avance(900)"


def test_the_library_still_draws_its_errors_without_a_trace() -> None:
    drawn = ErreurValeur("Je vois 900.", "Essaie 100.")._render_traceback_()
    assert sentence_of(error(drawn), {}) == "Je vois 900. Essaie 100."


@pytest.mark.parametrize("trace", [TRACE, SYNTAX])
def test_an_error_of_python_is_told_by_the_card_above_it(trace: list[str]) -> None:
    told = "Ligne 2 : Python cherche un nom rouge. Mets des guillemets."
    assert sentence_of(error(trace), CARD) == told


@pytest.mark.parametrize(
    "before", [{}, {"data": {"text/plain": "<Film>"}}, {"data": {"text/html": "<audio>"}}]
)
@pytest.mark.parametrize("trace", [TRACE, SYNTAX, [], None, "broken"])
def test_without_french_words_the_screen_s_own_sentence_is_told(
    trace: object, before: dict[str, object]
) -> None:
    assert sentence_of(error(trace), before) == UNKNOWN


def test_a_program_that_was_stopped_is_not_an_error() -> None:
    assert sentence_of(error(TRACE, "KeyboardInterrupt"), {}) == STOPPED


@pytest.mark.parametrize("source", ["rouge", "a = ("])
def test_traces_of_python_are_still_drawn_as_we_read_them(source: str) -> None:
    try:
        exec(compile(source, "<ipython-input-1>", "exec"))
    except Exception:
        trace = VerboseTB().structured_traceback(*sys.exc_info())
    assert sentence_of(error(trace), {}) == UNKNOWN
