"""A large park: a pond, a footbridge, old trees and lawns."""

from __future__ import annotations

import random

from PIL import Image

from atelier.photos.motifs import cloud, passer_by, tree
from atelier.photos.scene import Scene

DESCRIPTION = "Le parc : l'étang, la passerelle et les grands arbres"


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#63b3e0", "#b8e0ee", "#fdf3d8", "#fdf3d8")
    cloud(scene, 46, 20, 13)
    cloud(scene, 118, 12, 9)
    far_trees(scene)
    kiosk(scene)
    far_lawn(scene)
    footbridge(scene)
    scene.mirror(86, 42, "#2f8fb0", 0.35)
    water(scene)
    near_lawn(scene)
    return scene.finish()


def far_trees(scene: Scene) -> None:
    """A hedge of far trees, cooler in colour."""
    chance = random.Random(12)
    for fill, level, spread in (("#8fbf9f", 56, 9), ("#5f9f72", 62, 8), ("#3f8258", 68, 7)):
        for x in range(-4, 210, 7):
            scene.disc(
                x, level + chance.uniform(-3, 3), chance.uniform(spread - 2, spread + 3), fill
            )
        scene.rect(0, level, 200, 24, fill)


def kiosk(scene: Scene) -> None:
    """A small white pavilion."""
    scene.rect(30, 64, 22, 13, "#f6f1e4")
    for x in (31, 37.4, 43.8, 49.6):
        scene.rect(x, 63, 1.4, 14, "#d8cdb4")
    for x in (33, 39.6, 46):
        scene.rect(x, 67, 3.4, 10, "#5b7f8f")
    scene.poly([(26, 64), (56, 64), (46, 55), (36, 55)], "#c9503f")
    scene.poly([(41, 64), (56, 64), (46, 55), (41, 55)], "#a73d33")
    scene.rect(40, 51, 2, 4, "#c9503f")


def far_lawn(scene: Scene) -> None:
    """The grass on the other side."""
    scene.shade([(0, 77), (70, 74), (140, 78), (200, 73), (200, 86), (0, 86)], "#a8d65f", "#7cba45")
    tree(scene, 78, 80, 38, "#2f7a45", "#57a851", 5)
    tree(scene, 186, 80, 46, "#b5541c", "#ec9a33", 21)
    tree(scene, 158, 79, 32, "#2f7a45", "#7cc04f", 7)
    passer_by(scene, 100, 82, 10, "#d8343f", "#8a5a3c")
    passer_by(scene, 105, 82, 8, "#f2b632", "#8a5a3c", step=0.6)


def footbridge(scene: Scene) -> None:
    """A red arched bridge."""
    scene.arc((106, 74, 160, 104), 192, 348, 2.6, "#b13a34")
    scene.arc((106, 66, 160, 96), 196, 344, 1.1, "#d8574a")
    for x, top, low in (
        (111, 77, 84),
        (118, 71, 79),
        (126, 67.4, 75.6),
        (133, 66.4, 74.6),
        (140, 67.4, 75.6),
        (148, 71, 79),
        (155, 77, 84),
    ):
        scene.line([(x, top), (x, low)], 0.9, "#d8574a")


def water(scene: Scene) -> None:
    """Light on the pond, and ducks."""
    for x, y, wide in ((30, 92, 18), (96, 97, 30), (150, 104, 22), (58, 108, 26), (120, 113, 34)):
        scene.halo(x, y, wide / 2, 0.8, "#f4fbff", 0.7)
    for x, y, size, fill in (
        (66, 101, 1.0, "#f7f4ec"),
        (76, 104, 0.8, "#f7f4ec"),
        (132, 108, 1, "#7b5a3c"),
    ):
        scene.oval(x, y, 4.4 * size, 2.1 * size, fill)
        scene.line([(x + 3 * size, y), (x + 4.6 * size, y - 3.4 * size)], 1.3 * size, fill)
        scene.disc(x + 4.8 * size, y - 4 * size, 1.4 * size, fill)
        scene.poly(
            [
                (x + 6 * size, y - 4.4 * size),
                (x + 8 * size, y - 3.7 * size),
                (x + 6 * size, y - 3.3 * size),
            ],
            "#f29e38",
        )


def near_lawn(scene: Scene) -> None:
    """The near bank, a path, flowers, a great tree and a bench."""
    scene.shade(
        [(0, 112), (40, 118), (90, 126), (150, 121), (200, 113), (200, 150), (0, 150)],
        "#8fcb4c",
        "#4f9638",
    )
    scene.shade(
        [(86, 150), (112, 134), (166, 124), (200, 120), (200, 126), (150, 135), (128, 150)],
        "#efdcae",
        "#d9bf87",
    )
    chance = random.Random(4)
    for _ in range(70):
        x, y = chance.uniform(2, 92), chance.uniform(126, 148)
        if y > 119 + x * 0.08:
            scene.disc(
                x, y, chance.uniform(0.6, 1.1), chance.choice(["#ffffff", "#f2c230", "#e8607c"])
            )
    bench(scene, 146, 141)
    tree(scene, 22, 138, 96, "#276a3b", "#5fae49", 33)


def bench(scene: Scene, x: float, y: float) -> None:
    scene.shadow(x + 11, y + 1, 15, 2.4, 0.4)
    for leg in (2, 19):
        scene.rect(x + leg, y - 7, 1.3, 8, "#3b2d26")
    for level in (-13, -10.4, -6.6):
        scene.round_rect(x, y + level, 23, 1.9, 0.6, "#a9683a")
