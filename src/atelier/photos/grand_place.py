"""The main square: the town hall, the church and people crossing."""

from __future__ import annotations

from PIL import Image

from atelier.photos.motifs import cloud, lamp, passer_by, tree
from atelier.photos.scene import Scene

DESCRIPTION = "La Grand-Place : la mairie, le clocher de l'église et des passants"

STONE, SHADED, SLATE = "#f0dfbd", "#d2b98c", "#4a5873"


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#4d8fcf", "#9cc7e8", "#f6e3c5")
    scene.halo(176, 62, 120, 70, "#fff3d6", 0.3)
    cloud(scene, 132, 22, 13)
    cloud(scene, 178, 44, 9)
    cloud(scene, 60, 14, 7)
    houses(scene)
    church(scene)
    ground(scene)
    town_hall(scene)
    street(scene)
    return scene.finish()


def houses(scene: Scene) -> None:
    """Roofs behind."""
    for x, top, wide, wall in (
        (0, 78, 22, "#b5654a"),
        (150, 74, 26, "#c98663"),
        (174, 68, 30, "#a9553f"),
    ):
        scene.shade_rect(x, top, wide, 36, wall, "#8a4534")
        scene.poly(
            [(x - 1, top), (x + wide + 1, top), (x + wide - 4, top - 8), (x + 4, top - 8)], SLATE
        )
        for column in range(int(wide // 7)):
            for row in range(2):
                scene.rect(x + 3 + column * 7, top + 5 + row * 11, 3, 6, "#f3ead8")
                scene.rect(x + 3.5 + column * 7, top + 5.5 + row * 11, 2, 5, "#4f6f8c")


def church(scene: Scene) -> None:
    """The tower and its slate spire."""
    scene.shade_rect(12, 56, 17, 56, "#d9c49b", "#b89a6c")
    scene.veil([(21, 56), (29, 56), (29, 112), (21, 112)], "#5a4030", 0.22)
    scene.poly([(10.5, 56), (30.5, 56), (20.5, 14)], SLATE)
    scene.poly([(20.5, 56), (30.5, 56), (20.5, 14)], "#35415a")
    scene.line([(20.5, 7), (20.5, 15)], 0.7, "#2c3444")
    scene.line([(18.6, 9.5), (22.4, 9.5)], 0.7, "#2c3444")
    for y in (64, 84):
        for x in (15, 22):
            scene.arch(x, y, 4, 13, "#4c4238")
    scene.disc(20.5, 59.5, 2.4, "#f8f2e2")


def ground(scene: Scene) -> None:
    """Paving stones in perspective."""
    scene.shade_rect(0, 110, 200, 40, "#cbbfae", "#a8988a")
    for place in range(-14, 30):
        scene.line([(100 + (place - 7) * 11, 110), (100 + (place - 7) * 26, 150)], 0.35, "#bdae9d")
    for level in (113, 117, 122.5, 129.5, 138.5):
        scene.line([(0, level), (200, level)], 0.4, "#b4a594")


def town_hall(scene: Scene) -> None:
    """A long stone front, higher in the middle, with a clock and a bell turret."""
    wing(scene, 38, 62, 36)
    wing(scene, 104, 62, 42)
    scene.shade_rect(72, 46, 34, 66, "#f8ebcd", "#dfc79a")
    scene.poly([(70, 46), (108, 46), (101, 31), (77, 31)], SLATE)
    scene.poly([(95, 46), (108, 46), (101, 31), (93, 31)], "#36425b")
    scene.rect(70.5, 45, 37, 2, "#c5a873")
    turret(scene)
    scene.poly([(80, 47), (98, 47), (89, 36.5)], STONE)
    scene.disc(89, 43.6, 3.6, "#c5a873")
    scene.disc(89, 43.6, 2.9, "#fffdf2")
    scene.line([(89, 43.6), (89, 41.4)], 0.6, "#222836")
    scene.line([(89, 43.6), (90.6, 44.4)], 0.6, "#222836")
    for x in (76, 85.4, 94.8):
        scene.arch(x, 52, 7, 17, "#c5a873")
        scene.arch(x + 0.8, 52.9, 5.4, 16, "#3f5c7a")
        scene.rect(x + 3.2, 53, 0.5, 16, "#e9dcbc")
    scene.rect(71, 71, 36, 1.6, "#c5a873")
    for x in (75, 84.5, 94):
        scene.arch(x, 77, 9, 35, "#c2a673")
        scene.arch(x + 1.1, 78.2, 6.8, 34, "#4a3a33")
    for x, flag in ((80, "#2a4aa0"), (84.7, "#ffffff"), (89.4, "#d8343f")):
        scene.line([(89.3, 72), (89.3, 62)], 0.4, "#444b58")
        scene.rect(x + 5, 62.5, 4.8, 6, flag)


def wing(scene: Scene, x: float, top: float, wide: float) -> None:
    """One side of the front: a slate roof with dormers, two rows of windows."""
    scene.shade_rect(x, top, wide, 50, STONE, SHADED)
    scene.poly(
        [(x - 1, top), (x + wide + 1, top), (x + wide - 3, top - 12), (x + 3, top - 12)], SLATE
    )
    scene.veil(
        [(x - 1, top), (x + wide + 1, top), (x + wide - 1, top - 4), (x + 1, top - 4)],
        "#222c40",
        0.35,
    )
    count = int(wide // 8)
    for place in range(count):
        left = x + 3 + place * (wide - 4) / count
        scene.poly([(left - 0.5, top - 2), (left + 4.5, top - 2), (left + 2, top - 9)], "#e6d3a8")
        scene.rect(left + 1.2, top - 5, 1.7, 3, "#2f3c55")
        scene.arch(left, top + 5, 4.2, 12, "#c0a26c")
        scene.arch(left + 0.6, top + 5.7, 3, 11, "#46658a")
        scene.rect(left, top + 24, 4.2, 12, "#c0a26c")
        scene.rect(left + 0.6, top + 24.6, 3, 11, "#3c5673")
    for level in (0, 20, 42):
        scene.rect(x, top + level, wide, 1.4, "#cfb27c")


def turret(scene: Scene) -> None:
    """The bell turret above the roof."""
    scene.rect(85.5, 20, 7, 12, STONE)
    scene.arch(87.3, 22, 3.4, 9, "#4c4238")
    scene.poly([(84, 20), (94, 20), (89, 11)], SLATE)
    scene.line([(89, 5), (89, 12)], 0.6, "#2c3444")
    scene.disc(89, 6, 1, "#e8b23c")


def street(scene: Scene) -> None:
    """What moves in front: trees, lamps, people, pigeons."""
    tree(scene, 163, 118, 44, "#3d7a3f", "#6fae4a", 4)
    tree(scene, 188, 124, 56, "#376f3c", "#7cba52", 9)
    lamp(scene, 148, 124, 30, lit=False)
    lamp(scene, 34, 128, 36, lit=False)
    passer_by(scene, 60, 127, 19, "#d8343f", "#8a5a3c")
    passer_by(scene, 68, 128, 15, "#f2b632", "#8a5a3c", step=0.6)
    passer_by(scene, 118, 135, 24, "#2c7da0", "#e0b08c")
    passer_by(scene, 129, 134, 22, "#6a4c93", "#c68a5e", "#5b3a29")
    passer_by(scene, 98, 120, 13, "#3b8b5a", "#e0b08c")
    for x, y in ((80, 140), (86, 143), (91, 139), (160, 141)):
        scene.oval(x, y, 1.5, 0.9, "#5d6675")
        scene.disc(x + 1.3, y - 0.8, 0.6, "#4a5262")
