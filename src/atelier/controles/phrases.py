"""French sentences computed from numbers: plurals, decimal comma, lists of words."""

from __future__ import annotations

import math
from collections.abc import Iterable

_PLURIELS = {"égal": "égaux", "carreau": "carreaux", "noyau": "noyaux", "œil": "yeux"}


def pluriel(nombre: float, mot: str, au_pluriel: str | None = None) -> str:
    """The number followed by its word, in agreement: `pluriel(1, "case")` is "1 case".

    French puts the plural from 2 on (0 case, 1,5 case, 2 cases). Each word of a group takes
    its own s: `pluriel(3, "note différente")` is "3 notes différentes". Give `au_pluriel`
    when the plural is irregular.
    """
    if abs(nombre) < 2:
        return f"{virgule(nombre)} {mot}"
    return f"{virgule(nombre)} {au_pluriel or ' '.join(map(_au_pluriel, mot.split()))}"


def _au_pluriel(mot: str) -> str:
    if mot in _PLURIELS:
        return _PLURIELS[mot]
    if mot.endswith(("s", "x", "z")) or mot in {"de", "par", "à", "en"}:
        return mot
    return mot + ("x" if mot.endswith(("eau", "eu")) else "s")


def virgule(nombre: float, decimales: int | None = None) -> str:
    """A number as French writes it: `virgule(4.5)` is "4,5"; whole numbers have no comma.

    `decimales` fixes how many digits follow the comma (3 at most when it is not given).
    """
    nombre = float(nombre)
    if not math.isfinite(nombre):
        return "?"
    if decimales is not None:
        return f"{nombre:.{decimales}f}".replace(".", ",")
    texte = f"{nombre:.3f}".rstrip("0").rstrip(".")
    return ("0" if texte == "-0" else texte).replace(".", ",")


def liste_de_mots(mots: Iterable[object], lien: str = "et") -> str:
    """Words joined as in a sentence: "do, mi et sol"."""
    textes = [str(mot) for mot in mots]
    if len(textes) < 2:
        return "".join(textes)
    return f"{', '.join(textes[:-1])} {lien} {textes[-1]}"
