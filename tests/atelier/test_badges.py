"""The badge: a picture that remembers its texts, different for each pseudonym."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from atelier import oeuvres
from atelier.badges import SIZE, badge
from atelier.couleurs import rgb
from atelier.erreurs_base import ErreurType, ErreurValeur


def test_a_badge_remembers_its_three_texts_and_is_recorded() -> None:
    b = badge("Sirius", "purple", "Je code, donc je suis")
    assert isinstance(b, Image.Image)
    assert (b.size, b.mode) == (SIZE, "RGBA")
    assert b.textes == ("Sirius", "purple", "Je code, donc je suis")
    assert (b.pseudo, b.couleur, b.phrase) == b.textes
    (oeuvre,) = oeuvres.recentes()
    assert (oeuvre.genre, oeuvre.objet, oeuvre.textes) == ("badge", b, b.textes)
    assert oeuvre.description == (
        "Badge d'atelier de Sirius, couleur purple. Phrase : « Je code, donc je suis »."
    )


def test_without_a_sentence_there_are_two_texts() -> None:
    assert badge("Nova", "vert").textes == ("Nova", "vert")


def test_the_colour_covers_a_large_part_of_the_badge() -> None:
    pixels = np.asarray(badge("Nova", "orange").convert("RGB"))
    assert (pixels == rgb("orange")).all(axis=2).mean() > 0.15


def test_the_same_words_make_the_same_badge_and_others_another() -> None:
    assert badge("Nova", "red").tobytes() == badge("Nova", "red").tobytes()
    assert badge("Nova", "red").tobytes() != badge("Zoé", "red").tobytes()
    assert badge("Nova", "red").tobytes() != badge("Nova", "red", "Salut").tobytes()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(min_size=1, max_size=24).filter(lambda s: bool(s.strip())),
    st.tuples(*[st.integers(0, 255)] * 3),
    st.none() | st.text(min_size=1, max_size=90).filter(lambda s: bool(s.strip())),
)
def test_any_pseudonym_colour_and_sentence_make_a_badge(
    pseudo: str, couleur: tuple[int, int, int], phrase: str | None
) -> None:
    assert badge(pseudo, couleur, phrase).size == SIZE


def test_nothing_is_written_over_the_right_edge() -> None:
    long = np.asarray(badge("M" * 24, "navy", "W" * 90).convert("RGB")).astype(int)
    paper = long[120:350, SIZE[0] - 14 : SIZE[0] - 4]
    assert paper.min() > 200


def test_in_a_notebook_it_comes_with_its_description() -> None:
    data, metadata = badge("Nova", "green")._repr_mimebundle_()
    assert 'alt="Badge d&#x27;atelier de Nova, couleur green."' in data["text/html"]
    assert metadata == {"quartiers": {"description": data["text/plain"]}}


def test_a_badge_can_be_copied_for_a_check() -> None:
    assert copy.deepcopy(badge("Nova", "green")).textes == ("Nova", "green")


@pytest.mark.parametrize(
    ("args", "famille"),
    [
        ((), ErreurType),
        (("Nova",), ErreurType),
        (("", "red"), ErreurValeur),
        (("N" * 25, "red"), ErreurValeur),
        ((3, "red"), ErreurType),
        (("Nova", "rouje"), ErreurValeur),
        (("Nova", "red", "x" * 91), ErreurValeur),
        (("Nova", "red", "a", "b"), ErreurType),
    ],
)
def test_impossible_badges_are_refused_and_not_recorded(
    args: tuple[object, ...], famille: type[Exception]
) -> None:
    with pytest.raises(famille):
        badge(*args)  # type: ignore[arg-type]
    assert oeuvres.recentes() == ()
