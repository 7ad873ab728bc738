"""Things found in several pictures: clouds, trees, passers-by, bricks, lamps."""

from __future__ import annotations

import random

from atelier.photos.scene import Scene, Teinte


def cloud(scene: Scene, x: float, y: float, size: float, fill: Teinte = "#ffffff") -> None:
    """A soft cloud, flat below."""
    for dx, dy, radius in ((-1.1, 0.1, 0.5), (-0.5, -0.2, 0.65), (0.2, -0.3, 0.8), (0.9, 0, 0.6)):
        scene.halo(x + dx * size, y + dy * size, radius * size * 1.2, radius * size * 0.75, fill, 1)


def tree(
    scene: Scene, x: float, ground: float, high: float, dark: Teinte, light: Teinte, seed: int
) -> None:
    """A round tree standing at (x, ground); lit from the upper left."""
    chance = random.Random(seed)
    trunk = high * 0.07
    scene.shadow(x + high * 0.08, ground, high * 0.38, high * 0.07, 0.35)
    top = ground - high * 0.55
    scene.poly(
        [(x - trunk, ground), (x + trunk, ground), (x + trunk / 2, top), (x - trunk / 2, top)],
        "#5b4030",
    )
    middle = ground - high * 0.66
    for fill, shift, count in ((dark, 0.0, 11), (light, -0.07, 8)):
        for _ in range(count):
            dx, dy = chance.uniform(-0.24, 0.24) * high, chance.uniform(-0.22, 0.18) * high
            radius = high * chance.uniform(0.11, 0.17) * (1 if shift == 0 else 0.66)
            scene.disc(x + dx + shift * high, middle + dy + shift * high, radius, fill)


def passer_by(
    scene: Scene,
    x: float,
    ground: float,
    high: float,
    coat: Teinte,
    skin: Teinte,
    legs: Teinte = "#2b3145",
    step: float = 1.0,
) -> None:
    """A person seen from afar, without a face."""
    wide = high * 0.13
    scene.shadow(x + high * 0.12, ground, high * 0.3, high * 0.06, 0.4)
    hip = ground - high * 0.45
    scene.line([(x, hip), (x - wide * step, ground)], high * 0.09, legs)
    scene.line([(x, hip), (x + wide * step, ground)], high * 0.09, legs)
    scene.round_rect(x - wide, ground - high * 0.82, 2 * wide, high * 0.42, wide * 0.8, coat)
    scene.disc(x, ground - high * 0.9, high * 0.1, skin)


def bricks(
    scene: Scene,
    x: float,
    y: float,
    wide: float,
    high: float,
    joint: Teinte,
    course: float = 3.0,
    strength: float = 0.35,
) -> None:
    """Thin joints over a wall: rows, and staggered columns."""
    rows = int(high / course)
    for row in range(rows + 1):
        level = y + row * course
        bar = [(x, level), (x + wide, level), (x + wide, level + 0.3), (x, level + 0.3)]
        scene.veil(bar, joint, strength)


def lamp(scene: Scene, x: float, ground: float, high: float, lit: bool) -> None:
    """A street lamp."""
    scene.rect(x - 0.5, ground - high, 1, high, "#2a3040")
    scene.round_rect(x - 2.2, ground - high - 4, 4.4, 4.6, 1, "#ffe9a8" if lit else "#dfe7ee")
    scene.poly(
        [(x - 2.8, ground - high - 3.8), (x + 2.8, ground - high - 3.8), (x, ground - high - 6.5)],
        "#2a3040",
    )
    if lit:
        scene.glow(x, ground - high - 2, 16, "#ffb347", 0.7)


def window(
    scene: Scene,
    x: float,
    y: float,
    wide: float,
    high: float,
    frame: Teinte = "#f3ead8",
    glass: Teinte = "#4a6a86",
) -> None:
    """A window with a cross bar, and the sky in its glass."""
    scene.rect(x - 0.7, y - 0.7, wide + 1.4, high + 1.4, frame)
    scene.shade_rect(x, y, wide, high, "#a9c8dd", glass)
    scene.rect(x + wide / 2 - 0.25, y, 0.5, high, frame)
    scene.rect(x, y + high * 0.4, wide, 0.5, frame)


def chimney(scene: Scene, x: float, top: float, bottom: float, wide: float) -> None:
    """A tall factory chimney of brick."""
    half = wide / 2
    scene.shade(
        [(x - half * 0.7, top), (x + half * 0.7, top), (x + half, bottom), (x - half, bottom)],
        "#b0644a",
        "#9a4f3a",
    )
    scene.veil([(x, top), (x + half * 0.7, top), (x + half, bottom), (x, bottom)], "#3a1d22", 0.22)
    scene.rect(x - half * 0.95, top - 1, half * 1.9, 2.4, "#7d3d31")
    for level in range(int(top) + 7, int(bottom), 12):
        scene.rect(x - half * 0.85, level, half * 1.7, 0.7, "#d9b08a")
