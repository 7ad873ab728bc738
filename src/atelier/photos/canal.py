"""The canal: a barge, a lift bridge, a mill and its chimney."""

from __future__ import annotations

from PIL import Image

from atelier.photos.motifs import bricks, chimney, cloud, passer_by, tree
from atelier.photos.scene import Scene

DESCRIPTION = "Le canal : une péniche, un pont levant et une ancienne usine de briques"


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#f2a26b", "#f8cf9a", "#fbe9c6")
    scene.glow(44, 52, 60, "#fff1c4", 0.8)
    scene.disc(44, 52, 10, "#fff6d8")
    for x, y, size in ((90, 18, 11), (160, 30, 9), (18, 24, 7)):
        cloud(scene, x, y, size, "#fff3dd")
    mill(scene)
    bank(scene)
    bridge(scene)
    barge(scene)
    scene.mirror(100, 50, "#2d6f86", 0.4)
    quay(scene)
    return scene.finish()


def mill(scene: Scene) -> None:
    """A spinning mill with saw-tooth roofs."""
    chimney(scene, 178, 10, 88, 11)
    scene.shade_rect(118, 58, 82, 36, "#b35f47", "#84402f")
    bricks(scene, 118, 60, 82, 32, "#4f1d18", 3, 0.2)
    for x in range(118, 200, 16):
        scene.poly([(x, 58), (x, 46), (x + 16, 58)], "#5c4a58")
        scene.poly([(x, 58), (x, 46), (x + 4, 49), (x + 4, 58)], "#bcd9dc")
    for x in range(122, 198, 11):
        scene.arch(x, 65, 7, 13, "#e7c48f")
        scene.arch(x + 0.8, 66, 5.4, 12, "#ffdf94" if x % 3 else "#3d5066")
        scene.rect(x + 3.2, 66, 0.6, 12, "#6d3d2e")
    scene.rect(118, 82, 82, 1.4, "#e7c48f")


def bank(scene: Scene) -> None:
    """The other bank."""
    scene.shade_rect(0, 88, 200, 12, "#9fb758", "#6f8f45")
    scene.rect(0, 97, 200, 3, "#8b7561")
    for x, high, seed in ((10, 42, 3), (26, 34, 8), (108, 30, 13)):
        tree(scene, x, 92, high, "#8a4a24", "#e59a3a", seed)
    passer_by(scene, 96, 97, 13, "#274690", "#8a5a3c")


def bridge(scene: Scene) -> None:
    """A lift bridge: two towers, a deck between them."""
    for x in (48, 84):
        scene.rect(x, 54, 5, 45, "#2f5d7c")
        scene.rect(x + 3.4, 54, 1.6, 45, "#214359")
        scene.rect(x - 1, 52, 7, 3, "#3c7397")
    scene.rect(46, 49.6, 46, 3, "#3c7397")
    scene.rect(40, 74, 58, 3.4, "#2f5d7c")
    for x in range(53, 84, 6):
        scene.line([(x, 74), (x + 3, 67), (x + 6, 74)], 0.9, "#3c7397")
    scene.line([(52, 67), (86, 67)], 0.9, "#3c7397")
    for x in (50, 87):
        scene.line([(x, 53), (x, 74)], 0.5, "#1c2b3a")


def barge(scene: Scene) -> None:
    """A long red and black barge with its cabin and flowers."""
    scene.shade([(104, 92), (196, 92), (192, 101), (112, 101)], "#2d3344", "#1c202c")
    scene.rect(106, 91, 90, 1.6, "#d8343f")
    scene.shade_rect(164, 80, 24, 11.4, "#fdf3dd", "#dccaa6")
    scene.rect(162, 78.4, 28, 2.2, "#2f7d6b")
    for x in (167, 174.5, 182):
        scene.rect(x, 83, 4.4, 4.6, "#44627c")
    scene.shade_rect(116, 86.6, 42, 4.8, "#6d7f4a", "#4f5f38")
    for place, fill in enumerate(("#e4572e", "#f2b632", "#e86a92", "#f2b632", "#e4572e")):
        scene.disc(141 + place * 3, 85.6, 1.6, fill)
    scene.line([(112, 91), (112, 78)], 0.7, "#2b2f3a")
    scene.poly([(112, 78), (120, 80), (112, 82.4)], "#d8343f")


def quay(scene: Scene) -> None:
    """Light on the water, the near quay, a cyclist's path and ducks."""
    for x, y, wide in ((44, 106, 16), (48, 113, 22), (40, 121, 28), (150, 116, 30), (110, 127, 40)):
        scene.halo(x, y, wide / 2, 0.8, "#fff4d2", 0.8)
    scene.shade([(0, 132), (200, 142), (200, 150), (0, 150)], "#d8c19a", "#b3976c")
    scene.line([(0, 132), (200, 142)], 1.6, "#f0e0bd")
    for x, y in ((126, 121), (135, 124)):
        scene.oval(x, y, 4, 1.9, "#5b4632")
        scene.disc(x + 4, y - 2.6, 1.5, "#2f7d4f")
        scene.poly([(x + 5.2, y - 3), (x + 7.2, y - 2.3), (x + 5.2, y - 1.9)], "#f2b632")
    scene.rect(22, 126, 3, 12, "#3b2d26")
    scene.rect(20.5, 125, 6, 2, "#3b2d26")
    passer_by(scene, 66, 145, 26, "#2c7da0", "#8a5a3c")
    passer_by(scene, 78, 146, 22, "#f2b632", "#d9a07a")
