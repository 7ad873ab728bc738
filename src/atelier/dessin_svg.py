"""Draw shapes as SVG: the engine for the screen, the print and the laser cutter."""

from __future__ import annotations

from html import escape

from atelier import repere
from atelier.cadre import Cadre, frame
from atelier.couleurs import hexa
from atelier.formes import Cercle, Forme, Mot, Trait
from atelier.lettres import FAMILY

WIDEST = 480  # pixels on the screen


def draw(
    formes: list[Forme], page: str, description: str, tortue: repere.Repere | None = None
) -> str:
    """A complete SVG document; `description` is its alternative text. With `tortue`, one sees
    where the turtle is and began."""
    box = frame([*formes, *([tortue] if tortue else [])])
    scale = min(WIDEST / max(box.largeur, box.hauteur), 2.0)
    title = escape(description, quote=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" '
        f'width="{num(box.largeur * scale)}" height="{num(box.hauteur * scale)}" '
        f'viewBox="0 0 {num(box.largeur)} {num(box.hauteur)}">'
    )
    paper = f'<rect width="100%" height="100%" fill="{hexa(page)}"/>'
    ink = "".join(shape(forme, box) for forme in formes)
    return (
        f"{head}<title>{title}</title>{paper}"
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">{ink}</g>'
        f"{repere.draw(tortue, box) if tortue else ''}</svg>"
    )


def shape(forme: Forme, box: Cadre) -> str:
    """One shape as one SVG element."""
    if isinstance(forme, Trait):
        return stroke(forme, box)
    if isinstance(forme, Cercle):
        return ring(forme, box)
    return word(forme, box)


def stroke(trait: Trait, box: Cadre) -> str:
    x1, y1 = box.place(trait.x1, trait.y1, 1)
    x2, y2 = box.place(trait.x2, trait.y2, 1)
    return (
        f'<line x1="{num(x1)}" y1="{num(y1)}" x2="{num(x2)}" y2="{num(y2)}" '
        f'stroke="{hexa(trait.couleur)}" stroke-width="{num(trait.epaisseur)}"/>'
    )


def ring(cercle: Cercle, box: Cadre) -> str:
    x, y = box.place(cercle.x, cercle.y, 1)
    colour = hexa(cercle.couleur)
    paint = (
        f'fill="{colour}"'
        if cercle.plein
        else f'stroke="{colour}" stroke-width="{num(cercle.epaisseur)}"'
    )
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(cercle.rayon)}" {paint}/>'


def word(mot: Mot, box: Cadre) -> str:
    x, y = box.place(mot.x, mot.y, 1)
    return (
        f'<text x="{num(x)}" y="{num(y)}" font-size="{num(mot.taille)}" '
        f'font-family="{FAMILY}, sans-serif" textLength="{num(mot.largeur)}" '
        f'lengthAdjust="spacingAndGlyphs" '
        f'fill="{hexa(mot.couleur)}">{escape(mot.texte)}</text>'
    )


def num(value: float) -> str:
    """A number with at most two decimals, as short as possible."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
