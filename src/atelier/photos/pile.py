"""The Pile and Sainte-Élisabeth neighbourhood: the brick church and a shared garden."""

from __future__ import annotations

import random

from PIL import Image

from atelier.photos.motifs import bricks, cloud, passer_by, tree, window
from atelier.photos.scene import Scene

DESCRIPTION = "Le quartier du Pile : l'église Sainte-Élisabeth et un jardin partagé"


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#79b6d9", "#cfe3dc", "#fbe8c3")
    cloud(scene, 150, 22, 13)
    cloud(scene, 32, 30, 10)
    houses(scene)
    church(scene)
    garden(scene)
    return scene.finish()


def houses(scene: Scene) -> None:
    """Low houses with solar panels."""
    for x, top, wall, low in (
        (-6, 74, "#d2825c", "#a9573a"),
        (122, 70, "#e3b27a", "#b98149"),
        (150, 75, "#c76a4b", "#96452f"),
        (178, 71, "#dca06c", "#a96c3e"),
    ):
        scene.shade_rect(x, top, 29, 48, wall, low)
        bricks(scene, x, top + 2, 29, 44, "#5a241c", 3.4, 0.18)
        scene.poly([(x - 1, top), (x + 30, top), (x + 25, top - 14), (x + 4, top - 14)], "#5d4650")
        scene.poly(
            [(x + 7, top - 3), (x + 22, top - 3), (x + 20, top - 11), (x + 8.4, top - 11)],
            "#24447a",
        )
        scene.line([(x + 14.5, top - 3), (x + 14.2, top - 11)], 0.4, "#8fb0dc")
        scene.line([(x + 7.6, top - 7), (x + 21, top - 7)], 0.4, "#8fb0dc")
        for left in (4, 17):
            window(scene, x + left, top + 8, 8, 12)


def church(scene: Scene) -> None:
    """A brick tower with its spire, a nave with coloured windows."""
    scene.shade_rect(60, 66, 63, 54, "#b9634a", "#8c402f")
    scene.poly([(57, 66), (124, 66), (114, 46), (60, 46)], "#4d5a74")
    scene.veil([(57, 66), (124, 66), (122, 62), (58, 62)], "#26304a", 0.4)
    bricks(scene, 60, 68, 63, 50, "#5a1f1a", 3, 0.22)
    for place, fill in enumerate(("#2ec4b6", "#f2b632", "#e4572e", "#7b5ea7")):
        x = 75 + place * 11.4
        scene.arch(x - 1, 76, 8, 26, "#ead3a4")
        scene.arch(x, 77.2, 6, 24, "#28405c")
        scene.disc(x + 3, 82, 2, fill)
        scene.rect(x + 1, 87, 1.7, 12, fill)
        scene.rect(x + 3.4, 87, 1.7, 12, WAVES[(place + 1) % 4])
    scene.shade_rect(42, 44, 26, 78, "#c87153", "#933f2e")
    scene.veil([(58, 44), (68, 44), (68, 122), (58, 122)], "#3a1420", 0.22)
    bricks(scene, 42, 46, 26, 74, "#5a1f1a", 3, 0.22)
    scene.poly([(40, 44), (70, 44), (55, 4)], "#55637e")
    scene.poly([(55, 44), (70, 44), (55, 4)], "#3b4761")
    scene.line([(55, 0.5), (55, 6)], 0.8, "#2c3444")
    scene.line([(52.8, 2.6), (57.2, 2.6)], 0.8, "#2c3444")
    for x in (46, 57.5):
        scene.arch(x - 0.8, 50, 7.4, 17, "#ead3a4")
        scene.arch(x, 51, 5.8, 16, "#3a2b2e")
    scene.disc(55, 79, 6.4, "#ead3a4")
    for place, fill in enumerate(WAVES * 2):
        scene.pie(55, 79, 5.2, place * 45, place * 45 + 41, fill)
    scene.arch(48, 96, 14, 26, "#ead3a4")
    scene.arch(49.6, 98, 10.8, 24, "#5b3427")
    scene.rect(54.7, 98, 0.6, 24, "#3a1f18")


WAVES = ("#2ec4b6", "#f2b632", "#e4572e", "#7b5ea7")


def garden(scene: Scene) -> None:
    """Rows of vegetables, sunflowers, a wheelbarrow's worth of people."""
    scene.shade_rect(0, 119, 200, 31, "#9fcf5d", "#5f9f3f")
    scene.shade([(70, 120), (92, 120), (112, 150), (60, 150)], "#ecd9ae", "#d2b97f")
    tree(scene, 26, 124, 42, "#3a7d3c", "#8cc34f", 18)
    for row, level in enumerate((128, 136, 145)):
        scene.shade(
            [
                (112 + row * 5, level - 2.4),
                (200, level - 2.4),
                (200, level + 2.4),
                (109 + row * 5, level + 2.4),
            ],
            "#7a5136",
            "#5c3a27",
        )
        for place in range(11):
            x = 116 + row * 5 + place * 8
            scene.disc(x, level - 2.2, 2.3, "#3f8f3f")
            scene.disc(x - 0.7, level - 3, 1.3, "#7cc04f" if row != 1 else "#e4572e")
    chance = random.Random(2)
    for flower in range(7):
        stem, high = 6 + flower * 7.4, 15 + chance.uniform(-2, 4)
        scene.line([(stem, 149), (stem, 149 - high)], 0.9, "#3f7a35")
        for turn in range(8):
            scene.pie(stem, 149 - high, 4, turn * 45, turn * 45 + 30, "#f7c331")
        scene.disc(stem, 149 - high, 1.9, "#6b4423")
    passer_by(scene, 82, 137, 22, "#2c7da0", "#8a5a3c")
    passer_by(scene, 91, 138, 17, "#e86a92", "#8a5a3c", step=0.6)
    passer_by(scene, 150, 133, 20, "#f2e2bd", "#d9a07a", "#3f5c7a")
