"""A palette is a picture and the list of its colours."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from atelier.couleurs import rgb
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.nuanciers import MOST, nuancier

LIGHTS = st.tuples(*[st.integers(0, 255)] * 3)


@given(st.lists(LIGHTS, min_size=1, max_size=6))
def test_the_colours_come_back_in_order(lights: list[tuple[int, int, int]]) -> None:
    palette = nuancier(*lights)
    assert list(palette) == list(palette.couleurs) == lights
    assert (len(palette), palette[0], palette[-1]) == (len(lights), lights[0], lights[-1])
    assert nuancier(lights).couleurs == palette.couleurs  # type: ignore[arg-type]


def test_it_is_a_real_picture_where_each_colour_is_seen() -> None:
    palette = nuancier("red", "bleu", (1, 2, 3))
    assert isinstance(palette, Image.Image)
    seen = {colour for _, colour in palette.getcolors(1 << 20) or []}
    assert {rgb("red"), rgb("bleu"), (1, 2, 3)} <= seen
    assert palette.resize((20, 10)).size == (20, 10)


def test_it_can_be_copied_for_a_check() -> None:
    assert copy.deepcopy(nuancier("red")).couleurs == (rgb("red"),)


@pytest.mark.parametrize(
    ("couleurs", "famille"),
    [([], ErreurValeur), (["red"] * (MOST + 1), ErreurValeur), ([3], ErreurType)],
)
def test_impossible_palettes_are_refused(couleurs: list[object], famille: type[Exception]) -> None:
    with pytest.raises(famille):
        nuancier(*couleurs)  # type: ignore[arg-type]
