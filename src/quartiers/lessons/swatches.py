"""The sheet of eight colours that the first lessons give, with their names in Python and in French.

For the `media/fabriquer.py` of a lesson, which writes it beside itself.
"""

from __future__ import annotations

from PIL import Image, ImageDraw

from atelier import nouvelle_image, police

INK = "#1d2140"
PAPER = "#f6f1e7"
NAMES = {
    "red": "rouge",
    "orange": "orange",
    "gold": "doré",
    "green": "vert",
    "teal": "canard",
    "blue": "bleu",
    "purple": "violet",
    "deeppink": "rose",
}
WIDE, HIGH, GAP = 128, 84, 12  # pixels of a patch, and around it
UNDER = 58  # pixels for the two names


def swatches() -> Image.Image:
    """The patches in a row, 1132 x 166 pixels."""
    sheet = nouvelle_image(len(NAMES) * (WIDE + GAP) + GAP, HIGH + 2 * GAP + UNDER, PAPER)
    brush = ImageDraw.Draw(sheet)
    for rank, (name, french) in enumerate(NAMES.items()):
        left, under = GAP + rank * (WIDE + GAP), GAP + HIGH
        brush.rounded_rectangle((left, GAP, left + WIDE, under), 16, fill=name)
        middle = left + WIDE // 2
        brush.text((middle, under + 18), name, INK, police(24, True), anchor="mm")
        brush.text((middle, under + 44), french, INK, police(20), anchor="mm")
    return sheet
