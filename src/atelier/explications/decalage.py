"""Spaces at the beginning of lines: IndentationError and TabError."""

from __future__ import annotations

import re

from .modele import Cas, Explication, Regle, dire


def bloc_vide(cas: Cas) -> Explication | None:
    """Nothing is shifted under a line that ends with `:`."""
    trouve = re.search(r"expected an indented block(?: after (.+?) on line (\d+))?", cas.message)
    if trouve is None:
        return None
    bloc = trouve.group(1) or ""
    if "function definition" in bloc:
        phrase = "La ligne sous def doit être décalée de 4 espaces."
    elif re.search(r"'(for|while)'", bloc):
        phrase = "La ligne à répéter doit être décalée de 4 espaces."
    else:
        phrase = "La ligne sous le signe : doit être décalée de 4 espaces."
    return dire(cas, "decalage-manquant", phrase, "Mets le curseur devant, puis appuie sur Tab.")


REGLES = (
    bloc_vide,
    Regle(
        r"unexpected indent",
        "decalage-en-trop",
        "Cette ligne est décalée sans raison.",
        "Enlève les espaces devant.",
    ),
    Regle(
        r"unindent does not match",
        "decalage-irregulier",
        "Cette ligne n'est pas alignée avec les autres.",
        "Mets le même nombre d'espaces devant : 4.",
    ),
    Regle(
        r"inconsistent use of tabs",
        "tabulations",
        "Des tabulations et des espaces sont mélangés.",
        "Efface le début de la ligne, remets 4 espaces.",
    ),
)
