"""A picture of few pixels is shown large; everything else keeps its own size."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from quartiers.grading.pixels import SEEN, enlarged
from quartiers.grading.sheet import Sheet, SheetLine, render
from quartiers.grading.works import Work


def address(size: tuple[int, int], kind: str = "PNG") -> str:
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return f"data:image/{kind.lower()};base64,{b64encode(file.getvalue()).decode()}"


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
@pytest.mark.parametrize(
    ("size", "seen"),
    [
        ((12, 12), (240, 240)),
        ((16, 8), (240, 120)),
        ((5, 32), (40, 256)),
        ((120, 90), (240, 180)),
        ((121, 90), None),
        ((640, 480), None),
    ],
)
def test_each_pixel_of_a_small_picture_becomes_a_square(
    size: tuple[int, int], seen: tuple[int, int] | None, kind: str
) -> None:
    assert enlarged(address(size, kind)) == seen


@pytest.mark.parametrize(
    "content",
    [
        "",
        "data:image/png;base64,",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/gif;base64,R0lGODlh",
        "data:image/png;base64,é",
        "data:image/svg+xml;base64,"
        + b64encode(b"<svg width='12' height='12'></svg>" * 9).decode(),
    ],
)
def test_what_has_no_size_to_read_is_left_as_it_is(content: str) -> None:
    assert enlarged(content) is None


def test_only_pictures_are_enlarged() -> None:
    assert Work("image", address((12, 12))).enlarged == (SEEN, SEEN)
    assert Work("texte", address((12, 12))).enlarged is None


def test_the_sheet_shows_a_small_picture_large_and_sharp() -> None:
    works = (Work("image", address((12, 12))), Work("image", address((300, 200))))
    page = render(Sheet("Pixels", "Renard", "", 1, 3, (SheetLine("Crée", 1, 3, "", "", works),)))
    small, large = page.split("<img ")[1:]
    assert 'class="pixels" width="240" height="240"' in small.split(">")[0]
    assert "width" not in large.split(">")[0]
    assert "image-rendering: pixelated" in page.split("img.pixels {")[1].split("}")[0]
