"""Draw shapes as a Pillow picture: the engine for PNG files and films."""

from __future__ import annotations

from PIL import Image, ImageDraw

from atelier.cadre import Cadre, frame
from atelier.couleurs import rgb
from atelier.formes import Cercle, Forme, Mot, Trait
from atelier.lettres import font

SHARP = 3  # drawn three times larger then reduced: smooth edges


def draw(formes: list[Forme], page: str, size: int) -> Image.Image:
    """An RGB picture whose longest side is `size` pixels."""
    box = frame(formes)
    return paint(formes, box, rgb(page), box.scale(size))


def paint(
    formes: list[Forme],
    box: Cadre,
    page: tuple[int, int, int],
    scale: float,
    sharp: int = SHARP,
) -> Image.Image:
    """Paint the shapes seen in this frame, `scale` pixels a unit.

    `sharp`: how many times larger it is drawn at first, unless that makes it huge.
    """
    size = max(1, round(box.largeur * scale)), max(1, round(box.hauteur * scale))
    sharp = sharp if max(size) <= 1400 else 1
    sheet = Image.new("RGB", (size[0] * sharp, size[1] * sharp), page)
    brush = ImageDraw.Draw(sheet)
    for forme in formes:
        shape(brush, forme, box, scale * sharp)
    return sheet.reduce(sharp) if sharp > 1 else sheet


def shape(brush: ImageDraw.ImageDraw, forme: Forme, box: Cadre, scale: float) -> None:
    """Paint one shape."""
    if isinstance(forme, Trait):
        stroke(brush, forme, box, scale)
    elif isinstance(forme, Cercle):
        ring(brush, forme, box, scale)
    else:
        word(brush, forme, box, scale)


def stroke(brush: ImageDraw.ImageDraw, trait: Trait, box: Cadre, scale: float) -> None:
    """A line with round ends (Pillow's own lines end square)."""
    ends = box.place(trait.x1, trait.y1, scale), box.place(trait.x2, trait.y2, scale)
    colour, half = rgb(trait.couleur), trait.epaisseur * scale / 2
    brush.line(ends, fill=colour, width=max(1, round(2 * half)))
    if half > 0.7:
        for x, y in ends:
            brush.ellipse((x - half, y - half, x + half, y + half), fill=colour)


def ring(brush: ImageDraw.ImageDraw, cercle: Cercle, box: Cadre, scale: float) -> None:
    x, y = box.place(cercle.x, cercle.y, scale)
    colour = rgb(cercle.couleur)
    if cercle.plein:
        reach = cercle.rayon * scale
        brush.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
        return
    half = cercle.epaisseur * scale / 2
    reach = cercle.rayon * scale + half
    brush.ellipse(
        (x - reach, y - reach, x + reach, y + reach),
        outline=colour,
        width=max(1, round(2 * half)),
    )


def word(brush: ImageDraw.ImageDraw, mot: Mot, box: Cadre, scale: float) -> None:
    place = box.place(mot.x, mot.y, scale)
    letters = font(max(4, round(mot.taille * scale)), False)
    brush.text(place, mot.texte, fill=rgb(mot.couleur), font=letters, anchor="ls")
