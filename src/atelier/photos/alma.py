"""The Alma neighbourhood: a street of brick houses on a warm evening, with a painted gable."""

from __future__ import annotations

from PIL import Image

from atelier.photos.motifs import bricks, lamp, passer_by, window
from atelier.photos.scene import Scene, Teinte

DESCRIPTION = "Le quartier de l'Alma : une rue de maisons de briques et une fresque, le soir"

HOUSES: tuple[tuple[float, float, Teinte, Teinte, Teinte], ...] = (
    # left, roof line, wall, wall below, door
    (48, 52, "#cf6f4a", "#9f4630", "#1f7a8c"),
    (79, 56, "#e0a15e", "#b5713a", "#8d3b72"),
    (110, 50, "#b85642", "#8a372b", "#e9b44c"),
    (141, 55, "#d98c5f", "#a95d3b", "#2f6b4f"),
    (172, 51, "#c2603f", "#8f3f2c", "#274690"),
)


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#5b3f8c", "#d9607a", "#f7a65a", "#ffe0a0")
    scene.glow(124, 66, 60, "#ffcf7a", 0.8)
    scene.disc(124, 52, 13, "#fff0bf")
    gable(scene)
    for house in HOUSES:
        terrace(scene, *house)
    street(scene)
    return scene.finish()


def gable(scene: Scene) -> None:
    """A high wall, painted: two hands and a ball of wool."""
    scene.shade([(0, 122), (0, 34), (23, 16), (46, 34), (46, 122)], "#2a5d84", "#173a5c")
    scene.line([(-1, 35), (23, 15.6), (47, 35)], 2.4, "#5a2d2a")
    for radius, fill in ((15, "#f2b632"), (12.4, "#ffd15c")):
        scene.disc(23, 62, radius, fill)
    for dx, dy in ((0, 0), (3, 2), (-3, 3)):
        box = (13 + dx, 54 + dy, 33 + dx, 68 + dy)
        scene.arc(box, 190, 350, 1.1, "#c98a12")
    scene.line([(35, 71), (40, 82), (32, 92), (40, 103), (34, 116)], 1.4, "#ffd15c")
    for side, skin in ((-1, "#8a5a3c"), (1, "#d9a07a")):
        wrist = 23 + side * 19
        scene.poly(
            [(wrist, 98), (wrist - side * 8, 98), (23 + side * 9, 82), (23 + side * 14, 78)], skin
        )
        for finger in range(4):
            tip = (23 + side * (13 - finger * 3.6), 73 + finger * 1.6)
            scene.line([(23 + side * (13 - finger * 1.2), 83), tip], 2.4, skin)
    scene.rect(0, 104, 46, 18, "#1a2f4a")
    for place in range(6):
        scene.poly(
            [(place * 8, 113), (place * 8 + 4, 107), (place * 8 + 8, 113), (place * 8 + 4, 119)],
            "#e4572e" if place % 2 else "#2ec4b6",
        )


def terrace(scene: Scene, x: float, top: float, wall: Teinte, low: Teinte, door: Teinte) -> None:
    """One house: roof, brick, two windows above, door and window below."""
    scene.shade_rect(x, top, 31, 122 - top, wall, low)
    bricks(scene, x, top + 3, 31, 116 - top, "#5a241c", 3.2, 0.22)
    scene.poly([(x - 0.5, top), (x + 31.5, top), (x + 29, top - 13), (x + 2, top - 13)], "#4b3040")
    scene.rect(x + 22, top - 20, 5, 9, "#8a3c2f")
    scene.rect(x + 21.3, top - 21, 6.4, 1.8, "#5e2a25")
    scene.rect(x, top, 31, 2, "#f1dcb2")
    for left in (x + 4, x + 18):
        lit = (int(x) + int(left)) % 3 == 0
        window(scene, left, top + 9, 9, 14, "#f6e7c8", "#ffca62" if lit else "#4c5f86")
        if lit:
            scene.shade_rect(left, top + 9, 9, 14, "#fff0b8", "#ffc357")
            scene.rect(left + 4.2, top + 9, 0.6, 14, "#8a5a32")
        scene.rect(left - 1.4, top + 24, 11.8, 1.6, "#f1dcb2")
    scene.rect(x, top + 31, 31, 1.4, "#f1dcb2")
    scene.arch(x + 3, top + 37, 10, 122 - top - 37, "#f6e7c8")
    scene.arch(x + 4.2, top + 38.4, 7.6, 122 - top - 38.4, door)
    scene.disc(x + 10.2, top + 55, 0.7, "#ffe7a0")
    window(scene, x + 17, top + 39, 11, 16, "#f6e7c8", "#42557a")
    for place, fill in enumerate(("#e4572e", "#f2b632", "#e86a92", "#6bbf59")):
        scene.disc(x + 18.4 + place * 2.8, top + 56.4, 1.7, fill)
    scene.rect(x + 16.4, top + 57, 12.4, 2.4, "#6d3a2c")


def street(scene: Scene) -> None:
    """Pavement, road, lamps, children playing football, garlands."""
    scene.shade_rect(0, 121, 200, 8, "#c9a58f", "#a88878")
    scene.shade_rect(0, 129, 200, 21, "#6f5f72", "#4f4560")
    for x in range(6, 200, 32):
        scene.poly([(x, 139), (x + 15, 139), (x + 14, 141), (x - 2, 141)], "#e9d9c4")
    for x in (63, 158):
        lamp(scene, x, 126, 44, lit=True)
    for start, end, sag in ((47, 110, 9), (110, 198, 11)):
        for place in range(13):
            t = place / 12
            y = 36 + sag * 4 * t * (1 - t)
            fill = ("#ffe27a", "#ff8f6b", "#8fe0d0")[place % 3]
            spot = start + (end - start) * t
            scene.poly([(spot - 2, y), (spot + 2, y), (spot, y + 4)], fill)
    passer_by(scene, 84, 137, 21, "#1f7a8c", "#7d4f35", step=1.6)
    passer_by(scene, 104, 139, 19, "#f2b632", "#d9a07a", step=1.3)
    passer_by(scene, 122, 136, 20, "#e9e4f0", "#8a5a3c")
    scene.disc(94, 139, 2.2, "#fffaf0")
    scene.disc(94, 139, 0.9, "#2b3145")
    passer_by(scene, 178, 127, 22, "#8d3b72", "#c68a5e", "#57304f")
