"""Refuse a vector drawing that does more than draw: it will be shown to other people."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from atelier.erreurs_base import ErreurValeur

LARGEST = 200_000  # letters
SHAPES = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
    }
)
URL_INSIDE = re.compile(r"url\(\s*['\"]?\s*#[\w-]+\s*['\"]?\s*\)")


def check_svg(source: str) -> None:
    """Raise a French `ErreurValeur` unless the text is a well-formed SVG made of shapes only."""
    if len(source) > LARGEST:
        raise ErreurValeur(
            f"Ce dessin a {len(source)} lettres : {LARGEST} au plus.", "Enlève des formes."
        )
    # No document type means no entity: the parser cannot be made to swell.
    if "<!" in source or "<?" in source:
        raise refused("une ligne <! ou <?")
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError as problem:
        line, column = problem.position
        raise ErreurValeur(
            f"Une balise n'est pas fermée ou mal écrite (ligne {line}, lettre {column + 1}).",
            "Chaque forme finit par />",
        ) from None
    for element in root.iter():
        check_element(element)


def check_element(element: ElementTree.Element) -> None:
    name = str(element.tag).rpartition("}")[2]
    if name not in SHAPES:
        raise refused(f"<{name}>")
    for attribute, value in element.attrib.items():
        short = attribute.rpartition("}")[2].lower()
        if short.startswith("on") or short in ("href", "src", "style"):
            raise refused(short)
        if "url(" in value.lower() and not URL_INSIDE.fullmatch(value.strip()):
            raise refused("un lien")


def refused(what: str) -> ErreurValeur:
    return ErreurValeur(
        f"Ce dessin contient {what} : je montre seulement des formes.",
        "Garde rect, circle, line, path ou text.",
    )
