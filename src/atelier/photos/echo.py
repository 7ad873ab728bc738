"""The Écho neighbourhood: a social centre with a wall of sound waves, and a city-stade."""

from __future__ import annotations

import math

from PIL import Image

from atelier.photos.motifs import cloud, passer_by, tree
from atelier.photos.scene import Scene

DESCRIPTION = "Le quartier Écho : un bâtiment décoré d'ondes colorées et un terrain de sport"

WAVES = ("#2ec4b6", "#f2b632", "#e4572e", "#7b5ea7")


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#2f86c8", "#7cc0ea", "#d4eef8")
    cloud(scene, 36, 18, 12)
    cloud(scene, 96, 34, 8)
    cloud(scene, 176, 14, 11)
    towers(scene)
    centre(scene)
    ground(scene)
    stadium(scene)
    return scene.finish()


def towers(scene: Scene) -> None:
    """Blocks of flats behind, with coloured balconies."""
    for x, top, wide, wall, low in (
        (4, 36, 26, "#e9e4da", "#c3bcb0"),
        (34, 50, 22, "#d7dfe2", "#a9b8be"),
        (172, 40, 26, "#e6dccb", "#bfb29d"),
    ):
        scene.shade_rect(x, top, wide, 116 - top, wall, low)
        for row in range(int((110 - top) // 9)):
            for column in range(int(wide // 8)):
                left = x + 3 + column * 8
                scene.rect(left, top + 4 + row * 9, 4, 4.4, "#44627c")
                if (row + column) % 2:
                    scene.rect(left - 0.6, top + 7 + row * 9, 5.2, 2, WAVES[(row + column) % 4])


def centre(scene: Scene) -> None:
    """The centre: white and blue, glass below, waves spreading from a loudspeaker."""
    scene.shade_rect(60, 56, 108, 62, "#fdfbf5", "#dfe6e8")
    scene.poly([(56, 56), (172, 56), (166, 50), (62, 50)], "#24506e")
    scene.shade_rect(62, 58, 104, 33, "#173f5f", "#20577d")
    for number, fill in enumerate(WAVES * 2):
        radius = 8 + number * 6.2
        box = (78 - radius, 74 - radius, 78 + radius, 74 + radius)
        span = 90 if radius < 15 else math.degrees(math.asin(min(1.0, 15 / radius)))
        scene.arc(box, -span, span, 3, fill)
    scene.disc(76, 74, 6, "#fdfbf5")
    scene.poly([(66, 70), (71, 70), (78, 65), (78, 83), (71, 78), (66, 78)], "#fdfbf5")
    for place in range(10):
        high = 6 + 11 * abs(math.sin(place * 1.1 + 0.4))
        scene.round_rect(132 + place * 3.3, 75 - high / 2, 2, high, 1, "#fdfbf5")
    for x in range(64, 166, 13):
        scene.shade_rect(x, 94, 11, 22, "#bfe3f0", "#5b93ad")
        scene.rect(x + 5.2, 94, 0.6, 22, "#eef5f6")
    scene.shade_rect(103, 93, 15, 25, "#e4572e", "#b83f1f")
    scene.rect(104.6, 95, 5.4, 22, "#ffd9a8")
    scene.rect(111, 95, 5.4, 22, "#ffd9a8")
    scene.rect(99, 91.5, 23, 2.4, "#f2b632")


def ground(scene: Scene) -> None:
    """Grass, a path and trees."""
    scene.shade_rect(0, 116, 200, 34, "#8ccf5b", "#58a03f")
    scene.shade([(98, 118), (124, 118), (150, 150), (84, 150)], "#efe0bd", "#d6c195")
    tree(scene, 50, 121, 32, "#2f7a45", "#67b24f", 14)
    tree(scene, 186, 122, 42, "#2c7048", "#7cc04f", 6)
    passer_by(scene, 118, 131, 19, "#7b5ea7", "#8a5a3c")
    passer_by(scene, 126, 130, 15, "#f2b632", "#8a5a3c", step=0.6)
    passer_by(scene, 152, 134, 21, "#d8343f", "#e0b08c")


def stadium(scene: Scene) -> None:
    """The corner of a city-stade: blue ground, white lines, a goal and players."""
    scene.shade([(0, 122), (66, 122), (84, 150), (0, 150)], "#2f7fc1", "#1f5f9a")
    scene.line([(0, 124.5), (64, 124.5), (80, 150)], 0.9, "#f4f8fb")
    scene.arc((6, 130, 44, 158), 180, 360, 0.9, "#f4f8fb")
    for x in range(4, 24, 3):
        scene.line([(x, 108), (x, 123)], 0.25, "#eef2f5")
    for level in (111, 114, 117, 120):
        scene.line([(3, level), (24, level)], 0.25, "#eef2f5")
    scene.line([(3, 125), (3, 107), (24, 107), (24, 125)], 1.2, "#ffffff")
    passer_by(scene, 40, 138, 22, "#f2b632", "#5b3a29", step=1.7)
    passer_by(scene, 58, 143, 23, "#e4572e", "#d9a07a", step=1.4)
    scene.disc(48, 139.5, 2.2, "#ffffff")
    scene.disc(48, 139.5, 0.8, "#23283a")
