"""A felt puppet in front of a green screen, to be sent anywhere."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from atelier.arguments import commande

DESCRIPTION = "Une marionnette aux cheveux jaunes devant un fond vert"

SIZE = 160, 120
FINE = 4

SKIN, SKIN_DARK = (214, 132, 88), (178, 98, 66)
HAIR, HAIR_DARK = (255, 214, 40), (224, 168, 20)  # yellow: much green and much red light
SCARF, SCARF_DARK = (64, 224, 236), (24, 158, 190)  # cyan: much green and much blue light
SHIRT, SHIRT_DARK = (22, 112, 58), (14, 80, 42)  # a dark green that must stay
RED, CREAM, INK = (216, 52, 63), (255, 248, 232), (38, 28, 44)


@commande("marionnette()")
def marionnette() -> Image.Image:
    """Rendre une marionnette devant un fond vert (160 × 120 pixels)."""
    return puppet().copy()


@cache
def puppet() -> Image.Image:
    """The picture. The puppet's edge is sharp: no pixel is half puppet, half screen."""
    layer = character().convert("RGBa").resize(SIZE, Image.Resampling.BOX).convert("RGBA")
    pixels = np.asarray(layer)
    kept = pixels[:, :, 3:] >= 128
    return Image.fromarray(np.where(kept, pixels[:, :, :3], screen()).astype(np.uint8))


def screen() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The green cloth (120, 160, 3): nearly pure, with the soft folds of a real one."""
    across = np.arange(SIZE[0])[np.newaxis, :]
    down = np.arange(SIZE[1])[:, np.newaxis]
    fold = np.sin(across / 11 + np.sin(down / 40)) + 0.4 * np.sin(across / 4.3)
    green = np.round(236 + 9 * fold)
    faint = np.round(24 - 6 * fold)
    return np.stack([faint, green, faint + 8], axis=2).clip(0, 255).astype(np.uint8)


def character() -> Image.Image:
    """The puppet alone, four times larger, on nothing."""
    sheet = Image.new("RGBA", (SIZE[0] * FINE, SIZE[1] * FINE), (0, 0, 0, 0))
    brush = ImageDraw.Draw(sheet)
    arms(brush)
    body(brush)
    hair_behind(brush)
    head(brush)
    hair(brush)
    face(brush)
    return sheet


def oval(
    brush: ImageDraw.ImageDraw, x: float, y: float, rx: float, ry: float, fill: object
) -> None:
    box = [v * FINE for v in (x - rx, y - ry, x + rx, y + ry)]
    brush.ellipse(box, fill=fill)  # type: ignore[arg-type]


def poly(brush: ImageDraw.ImageDraw, points: list[tuple[float, float]], fill: object) -> None:
    brush.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)  # type: ignore[arg-type]


def line(
    brush: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float, fill: object
) -> None:
    """A thick line with round ends."""
    places = [(x * FINE, y * FINE) for x, y in points]
    brush.line(places, fill=fill, width=round(width * FINE), joint="curve")  # type: ignore[arg-type]
    for x, y in (points[0], points[-1]):
        oval(brush, x, y, width / 2, width / 2, fill)


def arms(brush: ImageDraw.ImageDraw) -> None:
    """One arm waves, the other rests; thin rods hold them."""
    line(brush, [(131, 40), (137, 119)], 1.4, (92, 62, 48))
    line(brush, [(42, 98), (36, 119)], 1.4, (92, 62, 48))
    line(brush, [(95, 88), (119, 72), (130, 46)], 10, SHIRT_DARK)
    line(brush, [(65, 88), (50, 98), (43, 99)], 10, SHIRT_DARK)
    for x, y in ((131, 40), (41, 98)):
        oval(brush, x, y, 7, 7, SKIN)
    for angle in (-120, -85, -50, -15):
        turn = math.radians(angle)
        tip = 131 + 10 * math.cos(turn), 40 + 10 * math.sin(turn)
        line(brush, [(131, 40), tip], 4, SKIN)


def body(brush: ImageDraw.ImageDraw) -> None:
    """A dark green T-shirt with a star, a cyan scarf."""
    poly(brush, [(58, 86), (70, 79), (90, 79), (102, 86), (108, 120), (52, 120)], SHIRT)
    poly(brush, [(90, 79), (102, 86), (108, 120), (97, 120)], SHIRT_DARK)
    star = []
    for point in range(10):
        turn, reach = math.radians(point * 36 - 90), 8.0 if point % 2 == 0 else 3.6
        star.append((78 + reach * math.cos(turn), 106 + reach * math.sin(turn)))
    poly(brush, star, HAIR)
    line(brush, [(66, 82), (80, 87), (94, 82)], 8, SCARF)
    line(brush, [(69, 86), (80, 90), (91, 86)], 1.6, SCARF_DARK)
    poly(brush, [(86, 85), (95, 84), (99, 103), (89, 105)], SCARF)
    for level in (90, 96):
        line(brush, [(88, level), (96, level - 1)], 1.6, SCARF_DARK)


def hair_behind(brush: ImageDraw.ImageDraw) -> None:
    """Two big bunches of wool."""
    for side in (-1, 1):
        for dx, dy, radius in ((29, 44, 9), (34, 53, 10), (33, 64, 9), (30, 73, 6)):
            oval(brush, 80 + side * dx, dy, radius, radius, HAIR_DARK)
            oval(brush, 80 + side * dx - 1.5, dy - 2, radius - 3, radius - 3, HAIR)
        oval(brush, 80 + side * 27, 43, 4.5, 4.5, RED)


def head(brush: ImageDraw.ImageDraw) -> None:
    oval(brush, 80, 52, 29, 30, SKIN_DARK)
    oval(brush, 79, 51, 27.6, 29, SKIN)


def hair(brush: ImageDraw.ImageDraw) -> None:
    """A fringe of wool."""
    for place in range(9):
        x = 57 + place * 5.8
        y = 32 - 9 * math.sin(math.pi * (place + 0.5) / 9)
        oval(brush, x, y, 7, 7.6, HAIR_DARK if place % 2 else HAIR)
    for place in range(7):
        oval(brush, 62 + place * 6, 32 - 5 * math.sin(math.pi * (place + 0.5) / 7), 4.6, 4.6, HAIR)


def face(brush: ImageDraw.ImageDraw) -> None:
    """Button eyes, a red nose, a wide mouth."""
    for x, size in ((68, 6.2), (92, 6.8)):
        oval(brush, x, 49, size, size, CREAM)
        oval(brush, x + 1, 50, size * 0.52, size * 0.52, INK)
        oval(brush, x - 0.4, 48, 1.5, 1.5, CREAM)
    oval(brush, 80, 57, 4.6, 4, RED)
    oval(brush, 78.8, 55.8, 1.3, 1, (255, 170, 170))
    box = [v * FINE for v in (64, 54, 96, 78)]
    brush.pieslice(box, 12, 168, fill=(112, 28, 48))
    brush.pieslice([v * FINE for v in (72, 66, 88, 80)], 190, 350, fill=(236, 104, 116))
    poly(brush, [(72, 68.6), (88, 68.6), (87, 71), (73, 71)], CREAM)
    for x in (60, 100):
        oval(brush, x, 61, 4.2, 3, (232, 110, 92))
