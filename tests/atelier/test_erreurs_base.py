"""Errors: three French beats, the learner's line, and still a real exception."""

from __future__ import annotations

import linecache
import pickle

import pytest

from atelier import erreurs_base as e
from atelier.images import nouvelle_image, peindre


def test_str_is_the_two_first_beats_and_message_has_the_three() -> None:
    erreur = e.ErreurValeur("Il pleut : prends un manteau.", "Essaie le bleu.")
    assert str(erreur) == "Il pleut : prends un manteau."
    assert erreur.message == "Il pleut : prends un manteau. Essaie le bleu."


@pytest.mark.parametrize(
    ("famille", "native"),
    [
        (e.ErreurIndex, IndexError),
        (e.ErreurType, TypeError),
        (e.ErreurValeur, ValueError),
        (e.ErreurCle, KeyError),
        (e.ErreurAttribut, AttributeError),
        (e.ErreurFichier, FileNotFoundError),
    ],
)
def test_each_family_is_the_built_in_one_and_says_its_sentence(
    famille: type[e.ErreurAtelier], native: type[Exception]
) -> None:
    erreur = famille("Une phrase.", "Un conseil.")
    assert isinstance(erreur, native)
    assert str(erreur) == "Une phrase."


def test_a_notebook_shows_the_message_and_the_line_of_the_cell() -> None:
    name = "<ipython-input-1-abc>"
    source = "x = 1\npeindre(img, 8, 8, 'red')\n"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    space = {"img": nouvelle_image(8, 8), "peindre": peindre}
    with pytest.raises(e.ErreurIndex) as caught:
        exec(compile(source, name, "exec"), space)
    lines = caught.value._render_traceback_()
    assert lines[0].startswith("La case (8, 8) est hors de la grille")
    assert lines[1:] == ["Ligne 2 : peindre(img, 8, 8, 'red')"]


def test_outside_of_a_notebook_only_the_message_is_shown() -> None:
    assert e.ErreurType("Une phrase.")._render_traceback_() == ["Une phrase."]


def test_an_error_survives_the_way_between_two_processes() -> None:
    erreur = pickle.loads(pickle.dumps(e.ErreurIndex("Une phrase.", "Un conseil.")))
    assert str(erreur) == "Une phrase."
