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


def fermee_trop_tot(cas: Cas) -> Explication | None:
    """`enchainer(note(440, 1)),` then shifted lines: the first line closed what they go into."""
    if "unexpected indent" not in cas.message or cas.ligne is None:
        return None
    avant = [ligne.strip() for ligne in cas.source.splitlines()[: cas.ligne - 1] if ligne.strip()]
    if not avant or not avant[-1].endswith("),"):
        return None
    return dire(
        cas,
        "paire-fermee",
        "Une parenthèse se ferme trop tôt, sur la ligne d'avant.",
        "Garde la dernière ) pour la fin.",
    )


REGLES = (
    bloc_vide,
    fermee_trop_tot,
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
