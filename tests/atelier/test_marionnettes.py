"""The puppet: any honest definition of green finds the same screen, and only it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from atelier.marionnettes import SIZE, marionnette

Test = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def lights() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    pixels = np.asarray(marionnette()).astype(int)
    return pixels[..., 0], pixels[..., 1], pixels[..., 2]


RIGHT: list[Test] = [
    lambda r, v, b: (v > 180) & (r < 100) & (b < 100),
    lambda r, v, b: (v > 190) & (r < 120) & (b < 120),
    lambda r, v, b: (v > 180) & (v > r + 80) & (v > b + 80),
]
HALF: list[Test] = [
    lambda r, v, b: v > 200,
    lambda r, v, b: (v > r) & (v > b),
    lambda r, v, b: (v > 180) & (r < 100),
    lambda r, v, b: (v > 180) & (b < 100),
]


@pytest.mark.parametrize("est_vert", RIGHT[1:])
def test_every_right_definition_finds_the_same_screen(est_vert: Test) -> None:
    screen = RIGHT[0](*lights())
    assert np.array_equal(est_vert(*lights()), screen)
    assert 0.4 < screen.mean() < 0.8


@pytest.mark.parametrize("est_vert", HALF)
def test_every_half_definition_eats_a_part_of_the_puppet(est_vert: Test) -> None:
    screen = RIGHT[0](*lights())
    eaten = est_vert(*lights()) & ~screen
    assert eaten.sum() > 0.05 * (~screen).sum() * 0.5


def test_the_screen_is_not_one_exact_colour() -> None:
    screen = RIGHT[0](*lights())
    assert len(np.unique(np.asarray(marionnette())[screen], axis=0)) > 5


def test_each_call_gives_a_new_picture() -> None:
    assert marionnette().size == SIZE
    marionnette().paste("red", (0, 0, *SIZE))
    assert RIGHT[0](*lights()).mean() > 0.4
