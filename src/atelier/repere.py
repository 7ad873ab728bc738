"""Where the turtle is, and where it began: shown under the cell, never in the work that is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass

from atelier.cadre import Cadre
from atelier.formes import Boite

REACH = 11.0  # units: from the middle of the turtle to its nose
INK, EDGE = "#0b6e69", "#ffffff"
OUTLINE = ((0, 1.0), (140, 1.0), (180, 0.35), (220, 1.0))
"""Nose, wing, tail, wing: degrees from the heading, and part of the reach."""


@dataclass(frozen=True)
class Repere:
    """A place (x, y) in turtle units and a heading in degrees, 0 to the right, 90 up."""

    x: float
    y: float
    cap: float

    @property
    def boite(self) -> Boite:
        """The box that shows the turtle and its start."""
        return (
            min(0.0, self.x - REACH),
            min(0.0, self.y - REACH),
            max(0.0, self.x + REACH),
            max(0.0, self.y + REACH),
        )


def draw(repere: Repere, box: Cadre) -> str:
    """A dot where the turtle began, and an arrow head that looks where it looks; SVG elements."""
    begun = box.place(0, 0, 1)
    corners = (_corner(repere, box, *corner) for corner in OUTLINE)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    paint = f'fill="{INK}" stroke="{EDGE}" stroke-width="1.5"'
    return (
        f'<circle cx="{begun[0]:.1f}" cy="{begun[1]:.1f}" r="3.5" {paint}/>'
        f'<polygon points="{points}" {paint}/>'
    )


def _corner(repere: Repere, box: Cadre, turn: float, part: float) -> tuple[float, float]:
    angle = math.radians(repere.cap + turn)
    reach = REACH * part
    return box.place(repere.x + reach * math.cos(angle), repere.y + reach * math.sin(angle), 1)
