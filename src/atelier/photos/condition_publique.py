"""La Condition Publique: a long hall of striped brick where wool was weighed, now full of art."""

from __future__ import annotations

from PIL import Image

from atelier.photos.motifs import bricks, cloud, lamp, passer_by
from atelier.photos.scene import Scene

DESCRIPTION = "La Condition Publique : la grande façade de briques rayées et sa porte ronde"

BRICK, BRICK_LOW, GREEN, CREAM = "#c2694c", "#97452f", "#2f7d6b", "#efdcb4"


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#5fa3d8", "#a8d2ea", "#dceaf0")
    cloud(scene, 30, 16, 12)
    cloud(scene, 158, 24, 15)
    roof(scene)
    wall(scene)
    gate(scene)
    windows(scene)
    mural(scene)
    street(scene)
    return scene.finish()


def roof(scene: Scene) -> None:
    """A garden on the roof."""
    for x, size, fill in (
        (12, 6, "#4e9a51"),
        (22, 5, "#6db45a"),
        (31, 7, "#3f8748"),
        (137, 6, "#4e9a51"),
        (147, 8, "#3f8748"),
        (158, 6, "#6db45a"),
        (170, 7, "#4e9a51"),
        (181, 5, "#6db45a"),
    ):
        scene.disc(x, 47 - size * 0.4, size, fill)
    scene.rect(0, 45, 200, 6, "#4a8a4f")


def wall(scene: Scene) -> None:
    """Brick with bands of green and cream, and a higher part over the gate."""
    scene.shade_rect(0, 48, 200, 72, BRICK, BRICK_LOW)
    scene.shade([(64, 120), (64, 36), (90, 22), (116, 36), (116, 120)], "#cf7555", "#97452f")
    bricks(scene, 0, 50, 200, 68, "#6d2d22", 3.4, 0.3)
    for level, fill in ((56, GREEN), (59, CREAM), (84, GREEN), (112, CREAM)):
        scene.rect(0, level, 200, 1.8, fill)
    scene.shade_rect(0, 114.5, 200, 7, "#8e8a85", "#6f6b68")
    scene.rect(0, 47, 64, 2.4, CREAM)
    scene.rect(116, 47, 84, 2.4, CREAM)
    scene.line([(62, 37), (90, 21.4), (118, 37)], 2.6, CREAM)


def gate(scene: Scene) -> None:
    """The round gate, with light at the end of the covered street."""
    scene.disc(90, 37.5, 6.4, CREAM)
    scene.disc(90, 37.5, 5, GREEN)
    scene.disc(90, 37.5, 2.2, "#f2b632")
    scene.round_rect(68, 48.5, 44, 8, 2, "#f7efd9")
    for place, x in enumerate(range(72, 109, 5)):
        scene.rect(x, 50.8, 3 if place % 3 else 2, 3.4, "#28405c")
    scene.arch(69, 61, 42, 60, CREAM)
    scene.arch(72, 64, 36, 57, GREEN)
    scene.arch(74, 66, 32, 55, "#3a2b2e")
    scene.arch(80, 76, 20, 45, "#6a5348")
    scene.arch(84.5, 84, 11, 37, "#f6d58e")
    scene.halo(90, 108, 15, 20, "#ffdf9a", 0.55)
    scene.poly([(84.5, 121), (95.5, 121), (101, 126), (79, 126)], "#f1d9a0")


def windows(scene: Scene) -> None:
    """Round-topped windows in rows."""
    for x in (8, 26, 44, 176):
        scene.arch(x - 1.6, 64.4, 13.2, 19.6, CREAM)
        scene.arch(x, 66, 10, 18, "#33516a")
        scene.poly([(x, 84), (x, 76), (x + 8, 68), (x + 10, 73)], "#5f87a3")
        scene.rect(x + 4.7, 66, 0.7, 18, CREAM)
        scene.rect(x, 75, 10, 0.7, CREAM)
        scene.rect(x - 1, 92, 12, 14, CREAM)
        scene.shade_rect(x, 93, 10, 12, "#7fa7bf", "#33516a")
        scene.rect(x + 4.7, 93, 0.7, 12, CREAM)


def mural(scene: Scene) -> None:
    """A great painting on the right: a sun, a bird, waves of colour."""
    scene.shade_rect(122, 63, 46, 49, "#14304f", "#22577a")
    scene.disc(152, 78, 10, "#f2b632")
    scene.disc(152, 78, 6.4, "#ffd978")
    for level, fill in ((98, "#e4572e"), (102, "#f29e4c"), (106, "#2ec4b6")):
        points = [
            (122, 112),
            (122, level),
            (131, level - 4),
            (141, level + 1),
            (151, level - 4),
            (160, level),
            (168, level - 3),
            (168, 112),
        ]
        scene.poly(points, fill)
    scene.poly([(128, 84), (139, 74), (145, 80), (158, 70), (147, 90), (137, 92)], "#fdf6e3")
    scene.poly([(139, 74), (145, 80), (142, 88), (134, 84)], "#9bd1d4")
    scene.poly([(128, 84), (124.5, 86), (129, 87)], "#e4572e")


def street(scene: Scene) -> None:
    """Cobbles, bikes, people, a lamp."""
    scene.shade_rect(0, 121, 200, 29, "#b3aaa2", "#8a827c")
    scene.shade_rect(0, 120.5, 200, 3, "#d8d0c6", "#b8b0a6")
    for level in (128, 133, 139.5):
        scene.line([(0, level), (200, level)], 0.35, "#a29890")
    lamp(scene, 60, 127, 42, lit=False)
    passer_by(scene, 100, 131, 21, "#2c7da0", "#e0b08c")
    passer_by(scene, 107, 132, 17, "#f2b632", "#7d4f35", step=0.6)
    passer_by(scene, 30, 138, 25, "#8d3b72", "#8a5a3c")
    bike(scene, 150, 137)


def bike(scene: Scene, x: float, ground: float) -> None:
    """A bicycle and its rider."""
    for wheel in (-7.5, 7.5):
        scene.ring(x + wheel, ground - 5, 5, 0.8, "#23283a")
    scene.line(
        [(x - 7.5, ground - 5), (x - 2, ground - 12), (x + 5, ground - 12), (x + 7.5, ground - 5)],
        0.9,
        "#d8343f",
    )
    scene.line([(x - 2, ground - 12), (x + 0.5, ground - 5), (x + 5, ground - 12)], 0.9, "#d8343f")
    scene.line(
        [(x + 5, ground - 12), (x + 4.4, ground - 15), (x + 6.6, ground - 15.6)], 0.9, "#23283a"
    )
    scene.line(
        [(x - 2, ground - 15), (x + 1.4, ground - 10), (x + 0.2, ground - 5)], 1.8, "#2b3145"
    )
    scene.line([(x - 2, ground - 15), (x + 1, ground - 22)], 3.2, "#3b8b5a")
    scene.line([(x + 1, ground - 21), (x + 5.5, ground - 15.5)], 1.4, "#3b8b5a")
    scene.disc(x + 2, ground - 25, 2.3, "#c68a5e")
    scene.pie(x + 2, ground - 25.2, 2.6, 180, 360, "#f2b632")
