"""Neon: light where the turtle drew, night elsewhere, and even black ink shines."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from atelier import neons
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.neons import neon
from atelier.tortue import Tortue


def sign(ink: str) -> np.ndarray:
    t = Tortue()
    t.couleur(ink)
    t.epaisseur(10)
    t.avance(150)
    return np.asarray(neon(t, 300)).astype(int)


@pytest.mark.parametrize("ink", ["magenta", "cyan", "gold", "navy", "black"])
def test_the_tube_shines_and_the_wall_stays_dark(ink: str) -> None:
    pixels = sign(ink)
    middle = pixels.shape[0] // 2
    assert pixels[middle, 150].max() > 240
    assert pixels[:8].mean() < 60


def test_each_colour_gives_its_own_light() -> None:
    halo = sign("red")[:, 150]
    near = halo[len(halo) // 2 - 24]
    assert near[0] > near[1] + 20
    assert near[0] > near[2] + 20


def test_the_wall_behind_a_sign_is_left_clean_for_the_next_one() -> None:
    first, other, again = sign("red"), sign("cyan"), sign("red")
    assert (first == again).all()
    assert (first != other).any()


def test_the_drawing_itself_is_left_alone() -> None:
    t = Tortue()
    t.avance(30)
    before = t.svg()
    assert max(neon(t).size) == 600
    assert t.svg() == before


@pytest.mark.parametrize(("args", "famille"), [(("L",), ErreurType), ((Tortue(), 3), ErreurValeur)])
def test_impossible_signs_are_refused(args: tuple[object, ...], famille: type[Exception]) -> None:
    with pytest.raises(famille):
        neon(*args)  # type: ignore[arg-type]


@pytest.mark.parametrize("radius", [2, 7, 18, 45])
def test_a_wide_blur_made_small_looks_like_the_plain_one(radius: float) -> None:
    sheet = Image.new("RGB", (403, 397))
    ImageDraw.Draw(sheet).line((20, 30, 380, 350), fill=(255, 40, 200), width=12)
    plain = sheet.filter(ImageFilter.GaussianBlur(radius))
    found = ImageChops.difference(neons.blurred(sheet, radius), plain)
    assert max(high for _, high in found.getextrema()) <= 12
