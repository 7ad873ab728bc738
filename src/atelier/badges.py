"""Print a workshop badge: a pseudonym, a colour and, when there is one, a sentence."""

from __future__ import annotations

import math
import random
from typing import Any

from PIL import Image, ImageDraw

from atelier import oeuvres
from atelier.arguments import commande, texte
from atelier.couleurs import Couleur, Lumieres, encre_lisible, est_couleur, hexa, ratio, rgb
from atelier.erreurs_base import ErreurValeur
from atelier.lettres import fit, font, wrap, writable

SIZE = 640, 400
SHARP = 2  # drawn twice larger then reduced
PAPER: Lumieres = (255, 253, 248)
INK: Lumieres = (28, 30, 48)
ROOM = "ATELIER · QUARTIERS DU PIXEL"


class Badge(Image.Image):
    """A badge is a real Pillow picture that remembers what is written on it.

    What it remembers lives in `info`, which Pillow carries along when a picture is copied.
    """

    @property
    def pseudo(self) -> str:
        return str(self.info["pseudo"])

    @property
    def couleur(self) -> str:
        return str(self.info["couleur"])

    @property
    def phrase(self) -> str | None:
        return self.info["phrase"] or None

    @property
    def textes(self) -> tuple[str, ...]:
        """Les textes du badge : pseudo, couleur, et la phrase s'il y en a une."""
        return (self.pseudo, self.couleur, *([self.phrase] if self.phrase else []))

    @property
    def description(self) -> str:
        """What the badge shows, in words."""
        words = f" Phrase : « {self.phrase} »." if self.phrase else ""
        return f"Badge d'atelier de {self.pseudo}, couleur {self.couleur}.{words}"

    def __repr__(self) -> str:
        return f"Badge{self.textes}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        from atelier.rendu import bundle

        return bundle(self, self.description)


@commande("badge('Nova', 'green', 'Je code, donc je suis')")
def badge(pseudo: str, couleur: Couleur, phrase: str | None = None) -> Badge:
    """Fabriquer ton badge d'atelier : pseudo (24 lettres), couleur, et une phrase si tu veux."""
    name = texte(pseudo, "Le pseudo", 24, exemple="Exemple : badge('Nova', 'green')")
    lights = colour_of(name, couleur)
    words = None if phrase is None else texte(phrase, "La phrase", 90)
    colour = couleur.strip() if isinstance(couleur, str) else hexa(couleur)
    picture: Any = draw(writable(name) or "?", lights, writable(words or ""))
    # Pillow has no public way to build a subclass from a picture; the class alone changes here.
    picture.__class__ = Badge
    picture.info.update(pseudo=name, couleur=colour, phrase=words or "")
    oeuvres.noter(
        oeuvres.Oeuvre(
            "badge",
            picture,
            description=picture.description,
            titre=name,
            textes=picture.textes,
            couleur=picture.couleur,
        )
    )
    return picture


def colour_of(name: str, couleur: object) -> Lumieres:
    """The lights of the colour; a colour given first is told."""
    if est_couleur(name) and isinstance(couleur, str) and not est_couleur(couleur):
        raise ErreurValeur(
            f"« {couleur[:30]} » n'est pas une couleur : d'abord le pseudo, ensuite la couleur.",
            f"Écris badge({couleur[:30]!r}, {name!r}).",
        )
    return rgb(couleur)


def draw(name: str, colour: Lumieres, words: str) -> Image.Image:
    """The whole badge, rounded card on a transparent page."""
    size = SIZE[0] * SHARP, SIZE[1] * SHARP
    sheet = Image.new("RGB", size, PAPER)
    brush = ImageDraw.Draw(sheet)
    band = int(size[1] * 0.27)
    brush.rectangle((0, 0, size[0], band), fill=colour)
    brush.line((0, band, size[0], band), fill=soft(colour), width=2 * SHARP)
    weave(brush, size, band, colour)
    header(brush, size, band, colour)
    sticker = emblem(name, colour, int(size[1] * 0.44))
    sheet.paste(sticker, (int(size[0] * 0.055), int(band + size[1] * 0.10)), sticker)
    write(brush, size, band, name, words, colour)
    return rounded(sheet).resize(SIZE, Image.Resampling.LANCZOS)


def weave(brush: ImageDraw.ImageDraw, size: tuple[int, int], top: int, colour: Lumieres) -> None:
    """A strip of cloth at the bottom: Roubaix wove wool."""
    cell = 16 * SHARP // 2
    rows = 4
    shades = [mix(soft(colour), PAPER, t) for t in (0.0, 0.35, 0.65)]
    base = size[1] - rows * cell
    for row in range(rows):
        for column in range(size[0] // cell + 1):
            shade = shades[(column + row * 2 + (column // 4) * row) % 3]
            spot = column * cell, base + row * cell
            brush.rectangle((*spot, spot[0] + cell - 1, spot[1] + cell - 1), fill=shade)


def header(brush: ImageDraw.ImageDraw, size: tuple[int, int], band: int, colour: Lumieres) -> None:
    """The name of the workshop, under the hole for the ribbon."""
    ink = encre_lisible(colour)
    slot_wide, slot_high = size[0] * 0.13, size[1] * 0.045
    left, top = (size[0] - slot_wide) / 2, size[1] * 0.05
    slot = left, top, left + slot_wide, top + slot_high
    brush.rounded_rectangle(slot, slot_high / 2, fill=PAPER, outline=ink, width=2 * SHARP)
    letters = fit(ROOM, size[0] * 0.86, 25 * SHARP, 10, True)
    brush.text((size[0] / 2, band * 0.68), ROOM, fill=ink, font=letters, anchor="mm")


def write(
    brush: ImageDraw.ImageDraw,
    size: tuple[int, int],
    band: int,
    name: str,
    words: str,
    colour: Lumieres,
) -> None:
    """The pseudonym, large, and the sentence under it."""
    left, room = size[0] * 0.385, size[0] * 0.565
    middle = band + size[1] * 0.31
    big = fit(name, room, 84 * SHARP, 9 * SHARP, True)
    lines = wrap(words, font(25 * SHARP, False), room)[:3]
    lift = size[1] * (0.0, 0.085, 0.12, 0.15)[len(lines)]
    brush.text((left, middle - lift), name, fill=INK, font=big, anchor="lm")
    line_top = middle - lift + big.size * 0.62
    underline = colour if ratio(colour, PAPER) > 1.6 else INK
    bar = left, line_top, left + size[0] * 0.12, line_top + 6 * SHARP
    brush.rounded_rectangle(bar, 3 * SHARP, fill=underline)
    for number, line in enumerate(lines):
        spot = left, line_top + (30 + number * 31) * SHARP
        brush.text(spot, line, fill=INK, font=font(25 * SHARP, False), anchor="lm")


def emblem(name: str, colour: Lumieres, side: int) -> Image.Image:
    """A pixel creature of its own for each pseudonym, mirrored left and right, in a disc."""
    chance = random.Random(f"badge:{name.casefold()}")
    tint = mix(soft(colour), PAPER, 0.78)
    dark = colour if ratio(colour, tint) >= 1.7 else mix(colour, INK, 0.6)
    disc = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    brush = ImageDraw.Draw(disc)
    brush.ellipse((0, 0, side - 1, side - 1), fill=tint)
    cell = side / 12
    for row in range(8):
        for column in range(4):
            if not alive(row, column, chance.random()):
                continue
            shade = mix(dark, PAPER, 0.0 if chance.random() < 0.8 else 0.35)
            for x in (2 + column, 9 - column):
                box = x * cell, (2 + row) * cell, (x + 1) * cell, (3 + row) * cell
                brush.rectangle([math.floor(v) for v in box], fill=shade)
    for x in (4, 7):
        eye = x * cell, 5 * cell, (x + 1) * cell, 6 * cell
        brush.rectangle([math.floor(v) for v in eye], fill=PAPER)
        pupil = (x + 0.45) * cell, 5.3 * cell, (x + 0.95) * cell, 6 * cell
        brush.rectangle([math.floor(v) for v in pupil], fill=INK)
    return disc


def alive(row: int, column: int, luck: float) -> bool:
    """Whether this cell of the creature is painted: a full body, a free outline."""
    if 2 <= row <= 5 and column >= 1:
        return True
    return luck < (0.75 if column >= 2 else 0.42)


def soft(colour: Lumieres) -> Lumieres:
    """The colour, or a grey when it is too near the paper to be seen on it."""
    return colour if ratio(colour, PAPER) > 1.05 else mix(colour, INK, 0.3)


def mix(one: Lumieres, other: Lumieres, part: float) -> Lumieres:
    """A colour between two others: part 0 gives the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def rounded(sheet: Image.Image) -> Image.Image:
    """Round the corners and draw a fine edge; the corners become transparent."""
    size, radius = sheet.size, 30 * SHARP
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius, fill=255)
    edge = ImageDraw.Draw(sheet)
    edge.rounded_rectangle(
        (0, 0, size[0] - 1, size[1] - 1), radius, outline=(120, 116, 108), width=2 * SHARP
    )
    card = sheet.convert("RGBA")
    card.putalpha(mask)
    return card
