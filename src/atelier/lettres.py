"""Write with the workshop's own font: every French letter is in it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import chain

from PIL import ImageFont

from atelier.arguments import commande, entier

FAMILY = "Atkinson Hyperlegible Next"


@commande("police(40)")
def police(taille: int, gras: bool = False) -> ImageFont.FreeTypeFont:
    """Choisir la taille des lettres, en pixels (4 à 600). gras=True : lettres épaisses."""
    return font(entier(taille, "La taille", 4, 600, " pixels"), bool(gras))


@cache
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The shipped font at this size, read once."""
    weight = "Bold" if bold else "Regular"
    path = files("atelier") / "polices" / f"AtkinsonHyperlegibleNext-{weight}.ttf"
    # BASIC: Raqm, the other engine, raises on some invisible letters and is not everywhere.
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def fit(text: str, width: float, largest: int, smallest: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The largest font in which text is at most width pixels wide (or the smallest one)."""
    for size in range(largest, smallest, -1):
        if font(size, bold).getlength(text) <= width:
            return font(size, bold)
    return font(smallest, bold)


def wrap(text: str, style: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Cut a text into lines of at most width pixels, between words (a huge word is cut)."""
    lines: list[str] = []
    for word in chain.from_iterable(pieces(w, style, width) for w in text.split()):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def pieces(word: str, style: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A word cut into parts that each fit in width pixels."""
    parts = [""]
    for letter in word:
        if parts[-1] and style.getlength(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


@cache
def drawable() -> frozenset[int]:
    """Code points that the font can draw (read from its own 'cmap' by comparing with .notdef)."""
    probe = font(20, False)
    missing = bytes(probe.getmask("\U0010ffff"))
    points = [
        *range(0x20, 0x180),
        *range(0x2010, 0x2028),
        *range(0x202F, 0x205F),
        *range(0x20A0, 0x2130),
        0x2212,
        0x2260,
        0x2264,
        0x2265,
    ]
    return frozenset(p for p in points if bytes(probe.getmask(chr(p))) != missing)


def writable(text: str) -> str:
    """The text without what the font cannot draw (an emoji would print an empty box)."""
    return " ".join("".join(c for c in text if ord(c) in drawable() or c.isspace()).split())
