"""Pictures: painting, enlarging, discs, contrast, and the edges of the grid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from atelier.couleurs import rgb
from atelier.erreurs_base import ErreurIndex, ErreurType, ErreurValeur
from atelier.images import agrandir, contraste, disque, nouvelle_image, peindre

CELLS = st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["red", "navy", "gold"]))


def painted(cells: list[tuple[int, int, str]]) -> Image.Image:
    img = nouvelle_image(8, 8, "white")
    for cell in cells:
        peindre(img, *cell)
    return img


@given(st.lists(CELLS, max_size=30))
def test_each_cell_keeps_its_last_colour_and_the_others_stay_white(
    cells: list[tuple[int, int, str]],
) -> None:
    expected = {(x, y): rgb(colour) for x, y, colour in cells}
    img = painted(cells)
    for x in range(8):
        for y in range(8):
            assert img.getpixel((x, y)) == expected.get((x, y), (255, 255, 255))


@given(st.lists(CELLS, max_size=30))
def test_painting_twice_is_painting_once(cells: list[tuple[int, int, str]]) -> None:
    assert painted(cells * 2).tobytes() == painted(cells).tobytes()


@given(st.lists(CELLS, max_size=20), st.integers(1, 6))
def test_enlarging_repeats_each_cell_and_leaves_the_original(
    cells: list[tuple[int, int, str]], times: int
) -> None:
    img = painted(cells)
    before = img.tobytes()
    plain = np.repeat(np.repeat(np.asarray(img), times, axis=0), times, axis=1)
    assert np.array_equal(np.asarray(agrandir(img, times)), plain)
    assert img.tobytes() == before


def test_enlarging_by_one_changes_nothing_and_without_a_number_aims_at_512() -> None:
    img = painted([(1, 2, "red")])
    assert agrandir(img, 1).tobytes() == img.tobytes()
    assert agrandir(img).size == (512, 512)
    assert agrandir(nouvelle_image(3000, 10)).size == (3000, 10)


def test_outside_of_the_grid_the_limits_are_said() -> None:
    with pytest.raises(IndexError) as caught:
        peindre(nouvelle_image(8, 8), 8, 8, "red")
    assert isinstance(caught.value, ErreurIndex)
    assert str(caught.value) == (
        "La case (8, 8) est hors de la grille : x va de 0 à 7, y va de 0 à 7."
    )


@pytest.mark.parametrize("cell", [(-1, 0), (0, -1), (20, 0), (0, 10)])
def test_each_edge_of_a_rectangle_is_guarded(cell: tuple[int, int]) -> None:
    with pytest.raises(ErreurIndex, match="x va de 0 à 19, y va de 0 à 9"):
        peindre(nouvelle_image(20, 10), *cell, "red")


def test_painting_works_in_every_mode() -> None:
    for mode, expected in (("L", 255), ("RGBA", (255, 255, 255, 255)), ("LA", (255, 255))):
        img = Image.new(mode, (2, 2))
        peindre(img, 1, 1, "white")
        assert img.getpixel((1, 1)) == expected
    mask = Image.new("L", (2, 2), 0)
    peindre(mask, 0, 0, 128)  # type: ignore[arg-type]
    assert mask.getpixel((0, 0)) == 128


@given(st.integers(-20, 60), st.integers(-20, 50), st.floats(0.5, 30))
def test_a_disc_equals_the_plain_distance_but_for_its_edge(x: int, y: int, rayon: float) -> None:
    img = nouvelle_image(40, 30, "navy")
    disque(img, x, y, rayon, "gold")
    pixels = np.asarray(img)
    across, down = np.meshgrid(np.arange(40), np.arange(30))
    away = np.hypot(across - x, down - y)
    assert (pixels[away < rayon - 1] == rgb("gold")).all()
    assert (pixels[away > rayon + 1] == rgb("navy")).all()


def test_a_disc_of_a_mask_takes_a_light() -> None:
    masque = Image.new("L", (200, 150), 0)
    disque(masque, 100, 75, 50, 255)
    assert masque.getpixel((100, 75)) == 255
    assert masque.getpixel((0, 0)) == 0
    assert (np.asarray(masque) > 127).sum() == pytest.approx(np.pi * 50**2, rel=0.02)


def test_contrast_is_cut_and_never_rounded_up() -> None:
    assert contraste("black", "white") == 21.0
    assert contraste("white", "yellow") == 1.07
    assert contraste("navy", "navy") == 1.0
    assert contraste("#767676", "white") >= 4.5 > contraste("#777777", "white")


@pytest.mark.parametrize(
    ("code", "famille"),
    [
        ("nouvelle_image(0, 8)", ErreurValeur),
        ("nouvelle_image(8)", ErreurType),
        ("nouvelle_image(8, 8.5)", ErreurType),
        ("nouvelle_image(99999, 8)", ErreurValeur),
        ("peindre('img', 0, 0, 'red')", ErreurType),
        ("peindre(img, 0, 0)", ErreurType),
        ("peindre(img, '0', 0, 'red')", ErreurType),
        ("peindre(img, 0, 0, 'rouje')", ErreurValeur),
        ("agrandir(img, 0)", ErreurValeur),
        ("agrandir(img, 1000)", ErreurValeur),
        ("disque(img, 4, 4, -2, 'red')", ErreurValeur),
        ("disque(img, 4, 4, 2, 300)", ErreurType),
        ("contraste('white')", ErreurType),
    ],
)
def test_refusals_leave_the_picture_as_it_was(code: str, famille: type[Exception]) -> None:
    img = nouvelle_image(8, 8)
    with pytest.raises(famille):
        eval(code, {**globals(), "img": img})
    assert img.getcolors() == [(64, (255, 255, 255))]
