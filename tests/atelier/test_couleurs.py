"""Colours: French and CSS names agree with Pillow; strangers get a proposal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from atelier.couleurs import (
    FRENCH,
    encre_lisible,
    est_couleur,
    hexa,
    luminance,
    ratio,
    rgb,
)
from atelier.erreurs_base import ErreurType, ErreurValeur

LIGHTS = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize("name", sorted(ImageColor.colormap.keys() - {"violet"}))
def test_every_css_name_means_the_same_as_in_pillow(name: str) -> None:
    assert rgb(name) == ImageColor.getrgb(name)[:3]


def test_violet_is_the_french_one_and_stands_out_on_white() -> None:
    assert rgb("violet") == rgb("Violet") == (123, 47, 190)
    assert ratio(rgb("violet"), rgb("white")) > 4.5


@pytest.mark.parametrize("name", sorted(FRENCH))
def test_every_french_name_is_known_with_or_without_accents_and_capitals(name: str) -> None:
    assert rgb(name) == rgb(name.upper()) == rgb(name.replace("é", "e").replace(" ", "_"))


@given(LIGHTS)
def test_lights_go_to_hexadecimal_and_back(lights: tuple[int, int, int]) -> None:
    assert rgb(hexa(lights)) == rgb(list(lights)) == lights


@given(LIGHTS, LIGHTS)
def test_contrast_is_symmetrical_and_between_1_and_21(
    une: tuple[int, int, int], autre: tuple[int, int, int]
) -> None:
    assert ratio(une, autre) == ratio(autre, une)
    assert 1 <= ratio(une, autre) <= 21.0001


@given(LIGHTS)
def test_the_readable_ink_passes_the_rule_on_any_background(fond: tuple[int, int, int]) -> None:
    assert ratio(fond, encre_lisible(fond)) >= 4.5


def test_luminance_goes_from_black_to_white() -> None:
    assert luminance("black") == 0
    assert luminance("white") == pytest.approx(1)


def test_a_misspelled_colour_gets_a_proposal() -> None:
    with pytest.raises(ErreurValeur) as caught:
        rgb("rouje")
    assert (
        caught.value.message
        == "Je ne connais pas la couleur « rouje ». Tu voulais dire « rouge » ?"
    )


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_colour_is_said_to_be_empty(name: str) -> None:
    with pytest.raises(ErreurValeur, match="La couleur est vide"):
        rgb(name)


@pytest.mark.parametrize("value", ["#12", "#zzzzzz", (300, 0, 300), "", "pas du tout ça"])
def test_an_impossible_colour_is_a_value_error(value: object) -> None:
    assert not est_couleur(value)
    with pytest.raises(ErreurValeur):
        rgb(value)


@pytest.mark.parametrize("value", [3, None, (1, 2), (1.5, 2, 3), ("a", "b", "c")])
def test_what_is_not_a_colour_is_a_type_error(value: object) -> None:
    with pytest.raises(ErreurType):
        rgb(value)


def test_a_colour_with_a_word_more_proposes_the_colour_that_was_named() -> None:
    with pytest.raises(ErreurValeur) as caught:
        rgb("rose bonbon")
    assert caught.value.essaie == "Tu voulais dire « rose » ?"
