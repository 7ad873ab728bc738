"""A drawn young person with headphones, in front of a big sun."""

from __future__ import annotations

import random

from PIL import Image

from atelier.photos.scene import Scene

DESCRIPTION = "Le portrait dessiné d'une personne aux cheveux bouclés, avec un casque audio"

SKIN, SKIN_SHADE, HAIR, HAIR_LIGHT = "#a8673f", "#85492c", "#2a1a1f", "#4c2f33"
PHONES, KNIT = "#f2b632", "#d8343f"


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#2fa6a0", "#7fd0b8", "#f7e2b0")
    backdrop(scene)
    hair_behind(scene)
    body(scene)
    head(scene)
    hair_front(scene)
    headphones(scene)
    return scene.finish()


def backdrop(scene: Scene) -> None:
    """A sun and rooftops, larger on the left."""
    scene.glow(128, 62, 100, "#ffd27a", 0.35)
    scene.disc(128, 62, 52, "#ffcf5c")
    scene.disc(128, 62, 44, "#ffdd85")
    for x, top, wide, wall in (
        (0, 92, 22, "#2d6d78"),
        (20, 78, 16, "#265c68"),
        (34, 98, 22, "#327a80"),
        (150, 100, 20, "#2d6d78"),
        (168, 88, 14, "#265c68"),
        (180, 104, 22, "#327a80"),
    ):
        scene.shade_rect(x, top, wide, 150 - top, wall, "#1f4a57")
        for row in range(4):
            for column in range(int(wide // 6)):
                if (row * 3 + column + int(x)) % 3:
                    scene.rect(x + 2.5 + column * 6, top + 5 + row * 9, 2.6, 4, "#f7d774")
    scene.poly([(20, 78), (36, 78), (28, 66)], "#1f4f5b")


def hair_behind(scene: Scene) -> None:
    """A big head of curls, wider on one side."""
    curls(scene, 104, 58, 38, 33, HAIR, 46, 3)
    curls(scene, 120, 66, 26, 28, HAIR, 26, 8)


def curls(
    scene: Scene, x: float, y: float, rx: float, ry: float, fill: str, count: int, seed: int
) -> None:
    """Round locks in an oval."""
    chance = random.Random(seed)
    scene.oval(x, y, rx * 0.86, ry * 0.86, fill)
    for _ in range(count):
        angle_x, angle_y = chance.uniform(-1, 1), chance.uniform(-1, 1)
        norm = max(0.4, (angle_x**2 + angle_y**2) ** 0.5)
        spot = x + angle_x / norm * rx * 0.86, y + angle_y / norm * ry * 0.86
        scene.disc(*spot, chance.uniform(4.5, 7.5), fill)


def body(scene: Scene) -> None:
    """Neck, jumper with a woven band."""
    scene.shade([(92, 92), (112, 92), (115, 122), (89, 122)], SKIN_SHADE, SKIN)
    shoulders = [
        (46, 150),
        (54, 129),
        (74, 118),
        (90, 113),
        (102, 122),
        (114, 113),
        (132, 118),
        (152, 129),
        (162, 150),
    ]
    scene.shade(shoulders, "#e3464f", "#a81f38")
    scene.line([(90, 113), (102, 122), (114, 113)], 4, "#f7e2b0")
    for place in range(12):
        x = 56 + place * 8
        scene.poly([(x, 143), (x + 4, 137), (x + 8, 143), (x + 4, 149)], "#f7e2b0")
        scene.poly([(x + 2, 143), (x + 4, 140), (x + 6, 143), (x + 4, 146)], "#2d6d78")


def head(scene: Scene) -> None:
    """A calm face turned a little to the left."""
    scene.disc(79, 76, 5, SKIN_SHADE)
    scene.disc(125, 76, 5, SKIN)
    scene.oval(102, 72, 23, 30, SKIN)
    scene.halo(112, 80, 18, 28, SKIN_SHADE, 0.55)
    scene.halo(92, 62, 16, 18, "#c98a5c", 0.5)
    for x, shift in ((91, 0), (110, 0.6)):
        scene.oval(x, 72, 4.4, 2.9, "#fff8ec")
        scene.disc(x - 0.6, 72, 2.4, "#3a2418")
        scene.disc(x - 1.3, 71.2, 0.7, "#ffffff")
        scene.arc((x - 5.2, 67.8, x + 5.2, 77), 195, 345, 1.1, HAIR)
        scene.arc((x - 6.4, 61 - shift, x + 6.4, 73), 205, 330, 1.8, HAIR)
    scene.arc((94, 70, 104, 86), 50, 130, 1.3, SKIN_SHADE)
    scene.pie(99.5, 89, 8.5, 12, 168, "#8d2c3a")
    scene.pie(99.5, 89.6, 6.6, 16, 164, "#fff8ec")
    scene.arc((90, 79.5, 109, 98.5), 15, 165, 1.2, "#7a2331")
    scene.halo(86, 84, 6, 4.5, "#d8604f", 0.5)
    scene.halo(115, 84, 6, 4.5, "#c24a3f", 0.5)


def hair_front(scene: Scene) -> None:
    """Curls that fall on the forehead."""
    for x, y, radius in (
        (80, 52, 8),
        (88, 45, 9),
        (98, 42, 9),
        (109, 43, 9.5),
        (118, 48, 9),
        (124, 57, 7.5),
        (77, 61, 6),
    ):
        scene.disc(x, y, radius, HAIR)
    for x, y in ((84, 43), (94, 36), (106, 35), (117, 40), (74, 50), (128, 50), (136, 64)):
        scene.arc((x - 5, y - 5, x + 4, y + 4), 190, 300, 1, HAIR_LIGHT)


def headphones(scene: Scene) -> None:
    """A yellow band and one big ear cup."""
    scene.arc((72, 22, 134, 118), 196, 344, 4.4, PHONES)
    scene.arc((72, 22, 134, 118), 215, 290, 1.2, "#ffe08a")
    for x, wide in ((70.5, 8), (126.5, 10)):
        scene.round_rect(x, 62, wide, 25, 4, "#c98a12")
        scene.round_rect(x + 1, 63.5, wide - 2.5, 22, 3.4, PHONES)
    scene.disc(131.4, 75, 3, "#fff3c9")
