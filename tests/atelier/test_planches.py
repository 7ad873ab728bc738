"""A sheet of works: everything is on it, in order, as large as its square allows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from atelier.couleurs import rgb
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.images import nouvelle_image
from atelier.planches import CELL, GAP, planche
from atelier.tortue import Tortue

COLOURS = ["red", "navy", "gold", "teal", "black"]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(COLOURS), min_size=1, max_size=9), st.integers(1, 4))
def test_works_are_laid_row_by_row(colours: list[str], across: int) -> None:
    sheet = planche([nouvelle_image(8, 8, colour) for colour in colours], across)
    step, half = CELL + GAP, GAP + CELL // 2
    for place, colour in enumerate(colours):
        spot = place % across * step + half, place // across * step + half
        assert sheet.getpixel(spot) == rgb(colour)


def test_turtles_and_pictures_of_any_shape_share_a_sheet() -> None:
    sheet = planche([Tortue(), nouvelle_image(100, 10, "red"), Image.new("RGBA", (3, 9))])
    assert sheet.size == (3 * (CELL + GAP) + GAP, CELL + 2 * GAP)


@pytest.mark.parametrize(
    ("code", "famille"),
    [
        ("planche([])", ErreurValeur),
        ("planche(img)", ErreurType),
        ("planche([img, 3])", ErreurType),
        ("planche([img] * 37)", ErreurValeur),
        ("planche([img], 0)", ErreurValeur),
    ],
)
def test_impossible_sheets_are_refused(code: str, famille: type[Exception]) -> None:
    with pytest.raises(famille):
        eval(code, {**globals(), "img": nouvelle_image(8, 8)})
