"""La Piscine: a museum in a swimming pool, a sun of stained glass above the water."""

from __future__ import annotations

import math

from PIL import Image

from atelier.photos.scene import Scene

DESCRIPTION = "La Piscine : le bassin, les statues et le grand vitrail en soleil"

RAYS = ("#ffd85e", "#f9a53c", "#ffe79a", "#f28a3a", "#ffcf4d", "#fbb04a", "#ffe9a8")


def draw() -> Image.Image:
    """The picture, 200 × 150."""
    scene = Scene("#cdb58a", "#e7d6ae", "#d8c294")
    vault(scene)
    end_wall(scene)
    galleries(scene)
    sun(scene)
    scene.mirror(94, 56, "#1d8f93", 0.42)
    basin(scene)
    statues(scene)
    return scene.finish()


def vault(scene: Scene) -> None:
    """The ceiling: arches one behind the other."""
    for place, fill in enumerate(("#b99c6b", "#c9ae7d", "#d9c08f", "#e6d1a3")):
        reach = 128 - place * 18
        scene.pie(96, 88, reach, 180, 360, fill)
    for angle in range(196, 346, 13):
        turn = math.radians(angle)
        near = (96 + 60 * math.cos(turn), 88 + 60 * math.sin(turn))
        far = (96 + 150 * math.cos(turn), 88 + 150 * math.sin(turn))
        scene.line([near, far], 0.7, "#a98a59")


def end_wall(scene: Scene) -> None:
    """The wall at the end of the pool."""
    scene.pie(96, 88, 56, 180, 360, "#f2e3bd")
    scene.rect(40, 86, 112, 8, "#e2cd9c")
    for place in range(14):
        scene.rect(42 + place * 8, 88, 4.6, 5, "#5d9a94" if place % 2 else "#3f7f7d")


def sun(scene: Scene) -> None:
    """Half a sun of coloured glass."""
    scene.pie(96, 84, 46, 180, 360, "#6b4a2c")
    step = 180 / 13
    for place in range(13):
        start = 180 + place * step
        scene.pie(96, 84, 44.5, start + 0.9, start + step - 0.9, RAYS[place % len(RAYS)])
        scene.pie(96, 84, 30, start + 0.9, start + step - 0.9, RAYS[(place + 3) % len(RAYS)])
    scene.pie(96, 84, 17, 180, 360, "#6b4a2c")
    scene.pie(96, 84, 15.6, 180, 360, "#fff3c4")
    scene.pie(96, 84, 9, 180, 360, "#ffe07a")
    scene.rect(50, 83, 92, 2, "#6b4a2c")
    scene.glow(96, 74, 64, "#ffcf6a", 0.5)


def galleries(scene: Scene) -> None:
    """Two floors of cabins on each side, in perspective; the right one is nearer."""
    for side, near, far in ((-1, -6, 42), (1, 204, 150)):
        for floor, (far_top, far_bottom, near_top, near_bottom) in enumerate(
            ((52, 68, 4, 44), (71, 90, 50, 100))
        ):
            quad = [(far, far_top), (near, near_top), (near, near_bottom), (far, far_bottom)]
            scene.shade(quad, "#b8875a", "#8d5c3b")
            columns = 6
            for place in range(columns):
                t = (place / columns) ** 0.8
                u = ((place + 0.66) / columns) ** 0.8
                x1, x2 = far + (near - far) * t, far + (near - far) * u
                top1 = far_top + (near_top - far_top) * t + 2.5 + 3 * t
                top2 = far_top + (near_top - far_top) * u + 2.5 + 3 * u
                low1 = far_bottom + (near_bottom - far_bottom) * t - 1
                low2 = far_bottom + (near_bottom - far_bottom) * u - 1
                door = [(x1, top1), (x2, top2), (x2, low2), (x1, low1)]
                scene.shade(
                    door, "#3f6f70" if floor else "#e9cf98", "#274b52" if floor else "#b98f52"
                )
            rail = [
                (far, far_bottom),
                (near, near_bottom),
                (near, near_bottom + 5),
                (far, far_bottom + 2),
            ]
            scene.poly(rail, "#f0e2bd" if side < 0 else "#e2d0a5")


def basin(scene: Scene) -> None:
    """The floor on both sides of the pool, its rim, and light on the water."""
    for edge, near, far, side in (
        ((0, 132), (0, 93), (46, 93), 1),
        ((200, 124), (200, 93), (148, 93), -1),
    ):
        scene.shade([edge, near, far], "#cbb486", "#efe2c2")
        for place in range(1, 7):
            level = 93 + (edge[1] - 93) * (place / 7) ** 1.6
            reach = far[0] + (edge[0] - far[0]) * (level - 93) / (edge[1] - 93)
            scene.line([(near[0], level), (reach, level)], 0.35, "#b89f70")
        rim = [far, edge, (edge[0], edge[1] + 6), (far[0] + side * 1.5, far[1] + 1)]
        scene.poly(rim, "#fbf3dc")
        scene.poly(
            [
                (edge[0], edge[1] + 6),
                (edge[0], edge[1] + 11),
                (far[0] + side * 2, far[1] + 1.6),
                (far[0] + side * 1.5, far[1] + 1),
            ],
            "#2a7f86",
        )
    for y, x, wide in ((101, 82, 24), (108, 96, 34), (117, 70, 40), (127, 100, 46), (139, 64, 60)):
        scene.halo(x + wide / 2, y, wide / 2, 0.9, "#fff6cf", 0.75)
    scene.rect(86, 94.4, 20, 1.2, "#f5ecd3")


def statues(scene: Scene) -> None:
    """White statues along the water."""
    for x, y, high in ((22, 117, 34), (40, 103, 22), (172, 113, 30), (157, 101, 19)):
        statue(scene, x, y, high)


def statue(scene: Scene, x: float, y: float, high: float) -> None:
    unit = high / 34
    scene.shadow(x + 3 * unit, y, 8 * unit, 2 * unit, 0.35)
    scene.rect(x - 4.5 * unit, y - 9 * unit, 9 * unit, 9 * unit, "#bfae8c")
    scene.rect(x - 5.2 * unit, y - 10 * unit, 10.4 * unit, 1.6 * unit, "#e8dcc0")
    scene.poly(
        [
            (x - 3.6 * unit, y - 10 * unit),
            (x + 3.4 * unit, y - 10 * unit),
            (x + 2.2 * unit, y - 20 * unit),
            (x + 3.4 * unit, y - 27 * unit),
            (x - 3 * unit, y - 27 * unit),
            (x - 2 * unit, y - 19 * unit),
        ],
        "#f7f4ec",
    )
    scene.line(
        [(x + 3 * unit, y - 26 * unit), (x + 5.6 * unit, y - 31 * unit)], 1.7 * unit, "#f7f4ec"
    )
    scene.line(
        [(x - 2.8 * unit, y - 26 * unit), (x - 4.6 * unit, y - 19 * unit)], 1.7 * unit, "#e4dfd2"
    )
    scene.disc(x, y - 30 * unit, 2.5 * unit, "#f7f4ec")
    scene.veil(
        [
            (x + 0.6 * unit, y - 10 * unit),
            (x + 3.4 * unit, y - 10 * unit),
            (x + 2.2 * unit, y - 20 * unit),
            (x + 3.4 * unit, y - 27 * unit),
            (x + 1 * unit, y - 27 * unit),
        ],
        "#8a7f94",
        0.3,
    )
