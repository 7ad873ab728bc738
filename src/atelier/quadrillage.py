"""Show a tiny picture as a grid: large sharp cells, faint lines, x on top, y down the side."""

from __future__ import annotations

from PIL import Image, ImageDraw

from atelier.lettres import font

TINY = 64  # pixels: from there on, cells are too small to be counted
SIDE = 320  # pixels of the longest side, numbers left out
MARGIN = 26
LINE, INK, PAPER = (128, 128, 128, 110), "#4a4a4a", "white"
LETTERS = 15
STEPS = (1, 2, 5, 10, 20)


def est_minuscule(image: Image.Image) -> bool:
    """Whether a picture is small enough to be shown as a grid."""
    return max(image.size) < TINY


def quadriller(image: Image.Image) -> Image.Image:
    """An RGB view of a tiny picture: each of its pixels is a square that can be counted."""
    cell = SIDE // max(image.size)
    wide, high = image.width * cell, image.height * cell
    sheet = Image.new("RGB", (wide + 2 * MARGIN, high + 2 * MARGIN), PAPER)
    large = image.convert("RGBA").resize((wide, high), Image.Resampling.NEAREST)
    large.alpha_composite(_lines(image.size, cell))
    sheet.paste(large, (MARGIN, MARGIN), large)
    _numbers(ImageDraw.Draw(sheet), image.size, cell)
    return sheet


def _lines(size: tuple[int, int], cell: int) -> Image.Image:
    """The lines between the cells and around them, half transparent: seen on any colour."""
    wide, high = size[0] * cell, size[1] * cell
    sheet = Image.new("RGBA", (wide, high), (0, 0, 0, 0))
    brush = ImageDraw.Draw(sheet)
    for column in range(size[0] + 1):
        x = min(column * cell, wide - 1)
        brush.line((x, 0, x, high), fill=LINE)
    for row in range(size[1] + 1):
        y = min(row * cell, high - 1)
        brush.line((0, y, wide, y), fill=LINE)
    return sheet


def _numbers(brush: ImageDraw.ImageDraw, size: tuple[int, int], cell: int) -> None:
    letters, near = font(LETTERS, False), MARGIN // 2
    step = next(step for step in STEPS if step * cell >= 24 or step == STEPS[-1])
    for column in range(0, size[0], step):
        spot = MARGIN + (column + 0.5) * cell, near
        brush.text(spot, str(column), fill=INK, font=letters, anchor="mm")
    for row in range(0, size[1], step):
        place = near, MARGIN + (row + 0.5) * cell
        brush.text(place, str(row), fill=INK, font=letters, anchor="mm")
    bold, end = font(LETTERS, True), 1.5 * MARGIN
    brush.text((size[0] * cell + end, near), "x", fill=INK, font=bold, anchor="mm")
    brush.text((near, size[1] * cell + end), "y", fill=INK, font=bold, anchor="mm")
