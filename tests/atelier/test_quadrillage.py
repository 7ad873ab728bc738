"""A tiny picture is shown as a grid whose cells can be counted; the picture itself is untouched."""

from __future__ import annotations

import pytest

from atelier.images import nouvelle_image, peindre
from atelier.quadrillage import MARGIN, SIDE, est_minuscule, quadriller


def test_each_cell_keeps_its_colour_and_its_place() -> None:
    img = nouvelle_image(8, 8, "white")
    peindre(img, 2, 0, "red")
    peindre(img, 7, 7, "navy")
    vue, cell = quadriller(img), SIDE // 8

    def milieu(x: int, y: int) -> object:
        return vue.getpixel((MARGIN + x * cell + cell // 2, MARGIN + y * cell + cell // 2))

    assert milieu(2, 0) == (255, 0, 0)
    assert milieu(7, 7) == (0, 0, 128)
    assert milieu(3, 0) == (255, 255, 255)


def test_lines_are_seen_on_white_and_on_black() -> None:
    for fond in ("white", "black"):
        vue = quadriller(nouvelle_image(8, 8, fond))
        ligne = vue.getpixel((MARGIN + SIDE // 8, MARGIN + 20))
        assert ligne != vue.getpixel((MARGIN + 20, MARGIN + 20))


def test_numbers_are_written_along_the_top_and_the_side() -> None:
    vue = quadriller(nouvelle_image(8, 8, "white"))
    for bande in ((MARGIN, 0, vue.width, MARGIN - 1), (0, MARGIN, MARGIN - 1, vue.height)):
        assert vue.crop(bande).convert("L").getextrema()[0] < 128  # type: ignore[operator]


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (3, 40), (63, 10), (63, 63)])
def test_every_tiny_size_fits_on_the_screen(size: tuple[int, int]) -> None:
    img = nouvelle_image(*size)
    before = img.tobytes()
    vue = quadriller(img)
    assert max(vue.size) <= SIDE + 2 * MARGIN
    assert img.tobytes() == before


def test_larger_pictures_are_not_tiny() -> None:
    assert not est_minuscule(nouvelle_image(64, 8))
    assert est_minuscule(nouvelle_image(63, 8))
