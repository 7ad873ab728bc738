"""A sheet to draw a picture on: plain shapes, shades from top to bottom, light, reflections.

Coordinates are those of the final picture (200 × 150, y down); it is drawn four times larger.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point: TypeAlias = tuple[float, float]
Teinte: TypeAlias = str | tuple[int, int, int]

WIDE, HIGH = 200, 150
FINE = 4


class Scene:
    """One picture being drawn."""

    def __init__(self, *sky: Teinte) -> None:
        self.sheet = self.shade_sheet((0, 0, WIDE, HIGH), sky or ("white",))
        self.brush = ImageDraw.Draw(self.sheet)

    # 1. Plain shapes

    def rect(self, x: float, y: float, wide: float, high: float, fill: Teinte) -> None:
        box = [v * FINE for v in (x, y, x + wide, y + high)]
        self.brush.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=fill)

    def round_rect(
        self, x: float, y: float, wide: float, high: float, radius: float, fill: Teinte
    ) -> None:
        box = [v * FINE for v in (x, y, x + wide, y + high)]
        self.brush.rounded_rectangle(box, radius * FINE, fill=fill)

    def poly(self, points: Sequence[Point], fill: Teinte) -> None:
        self.brush.polygon(fine(points), fill=fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Teinte) -> None:
        self.brush.ellipse([v * FINE for v in (x - rx, y - ry, x + rx, y + ry)], fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Teinte) -> None:
        self.oval(x, y, radius, radius, fill)

    def pie(
        self, x: float, y: float, radius: float, start: float, end: float, fill: Teinte
    ) -> None:
        """A slice of disc; degrees, clockwise from the right."""
        box = [v * FINE for v in (x - radius, y - radius, x + radius, y + radius)]
        self.brush.pieslice(box, start, end, fill=fill)

    def ring(self, x: float, y: float, radius: float, width: float, fill: Teinte) -> None:
        box = [v * FINE for v in (x - radius, y - radius, x + radius, y + radius)]
        self.brush.ellipse(box, outline=fill, width=max(1, round(width * FINE)))

    def arc(
        self,
        box: tuple[float, float, float, float],
        start: float,
        end: float,
        width: float,
        fill: Teinte,
    ) -> None:
        """A part of an ellipse's edge, inside (left, top, right, bottom)."""
        self.brush.arc(
            [v * FINE for v in box], start, end, fill=fill, width=max(1, round(width * FINE))
        )

    def line(self, points: Sequence[Point], width: float, fill: Teinte) -> None:
        self.brush.line(fine(points), fill=fill, width=max(1, round(width * FINE)), joint="curve")

    def arch(self, x: float, y: float, wide: float, high: float, fill: Teinte) -> None:
        """A window or a door with a round top; (x, y) is the top left of its box."""
        self.pie(x + wide / 2, y + wide / 2, wide / 2, 180, 360, fill)
        self.rect(x, y + wide / 2, wide, high - wide / 2, fill)

    # 2. Shades and light

    def shade(self, points: Sequence[Point], *teintes: Teinte) -> None:
        """A polygon filled from its top to its bottom with these colours."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))
        fill = self.shade_sheet(box, teintes)
        mask = Image.new("L", fill.size, 0)
        moved = [(x - box[0], y - box[1]) for x, y in points]
        ImageDraw.Draw(mask).polygon(fine(moved), fill=255)
        self.sheet.paste(fill, (box[0] * FINE, box[1] * FINE), mask)

    def shade_rect(self, x: float, y: float, wide: float, high: float, *teintes: Teinte) -> None:
        self.shade([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], *teintes)

    @staticmethod
    def shade_sheet(box: tuple[int, int, int, int], teintes: Sequence[Teinte]) -> Image.Image:
        """A rectangle of smooth shades, from top to bottom, at the fine size."""
        wide, high = max(1, box[2] - box[0]) * FINE, max(1, box[3] - box[1]) * FINE
        lights = np.array([lights_of(teinte) for teinte in teintes], dtype=float)
        at = np.linspace(0, len(teintes) - 1, high)
        rows = np.stack(
            [np.interp(at, range(len(teintes)), lights[:, band]) for band in range(3)], axis=1
        )
        pixels = np.broadcast_to(np.round(rows)[:, np.newaxis, :], (high, wide, 3))
        return Image.fromarray(pixels.astype(np.uint8))

    def veil(self, points: Sequence[Point], fill: Teinte, strength: float) -> None:
        """Lay a see-through polygon: strength 0 (nothing) to 1 (opaque)."""
        places = fine(points)
        left, top = (math.floor(min(place[axis] for place in places)) for axis in (0, 1))
        right, bottom = (math.ceil(max(place[axis] for place in places)) for axis in (0, 1))
        mask = Image.new("L", (right - left + 1, bottom - top + 1), 0)
        moved = [(x - left, y - top) for x, y in places]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * strength))
        self.sheet.paste(Image.new("RGB", mask.size, lights_of(fill)), (left, top), mask)

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float = 0.3) -> None:
        """A soft dark oval on the ground."""
        self.halo(x, y, rx, ry, "#0b1026", strength)

    def halo(self, x: float, y: float, rx: float, ry: float, fill: Teinte, strength: float) -> None:
        """A soft oval of colour, full in the middle and nothing at its edge."""
        size = max(1, round(2 * rx * FINE)), max(1, round(2 * ry * FINE))
        across = np.linspace(-1, 1, size[0])[np.newaxis, :] ** 2
        down = np.linspace(-1, 1, size[1])[:, np.newaxis] ** 2
        cover = np.clip(1 - (across + down), 0, 1) ** 1.5 * 255 * strength
        corner = round((x - rx) * FINE), round((y - ry) * FINE)
        stamp = Image.new("RGB", size, lights_of(fill))
        self.sheet.paste(stamp, corner, Image.fromarray(cover.astype(np.uint8)))

    def glow(self, x: float, y: float, radius: float, fill: Teinte, strength: float = 1.0) -> None:
        """Add light around a point (blurred at the final size: light has no detail)."""
        light = Image.new("RGB", (WIDE, HIGH), "black")
        red, green, blue = (round(v * strength) for v in lights_of(fill))
        box = (x - radius / 2, y - radius / 2, x + radius / 2, y + radius / 2)
        ImageDraw.Draw(light).ellipse(box, fill=(red, green, blue))
        blurred = light.filter(ImageFilter.GaussianBlur(radius / 3))
        smooth = blurred.resize(self.sheet.size, Image.Resampling.BICUBIC)
        self.sheet.paste(ImageChops.screen(self.sheet, smooth))

    def mirror(self, y: float, high: float, tint: Teinte, strength: float) -> None:
        """Water: what is just above y, upside down, rippled and tinted, over `high` rows."""
        rows = round(high * FINE)
        top = round(y * FINE)
        above = self.sheet.crop((0, max(0, top - rows), self.sheet.width, top))
        image = np.asarray(above.resize((self.sheet.width, rows)))[::-1]
        waved = np.empty_like(image)
        for row in range(rows):
            depth = row / rows
            shift = math.sin(row / FINE * (2.2 - depth)) * FINE * (0.3 + 1.3 * depth)
            waved[row] = np.roll(image[row], round(shift), axis=0)
        water = Image.blend(
            Image.fromarray(waved), Image.new("RGB", (self.sheet.width, rows), tint), strength
        )
        self.sheet.paste(water, (0, top))

    # 3. The end

    def finish(self) -> Image.Image:
        """The picture at its final size."""
        return self.sheet.resize((WIDE, HIGH), Image.Resampling.LANCZOS)


def fine(points: Sequence[Point]) -> list[Point]:
    return [(x * FINE, y * FINE) for x, y in points]


def lights_of(teinte: Teinte) -> tuple[int, int, int]:
    if isinstance(teinte, tuple):
        return teinte
    red, green, blue = ImageColor.getrgb(teinte)[:3]
    return red, green, blue
