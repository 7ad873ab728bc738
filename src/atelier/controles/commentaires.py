"""Code typed behind a #: Python skips it, and the learner does not see why nothing happens."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Mapping
from io import StringIO

from atelier.explications.modele import court

from .source import arbre

# No space before the parenthesis: « # une note (la) » is a sentence, « # note(440, 1) » is code.
_APPEL = re.compile(r"(?P<objet>[^\W\d]\w*\.)?(?P<nom>[^\W\d]\w*)\(")


def phrase_saute(source: str, depart: str, noms: Mapping[str, object]) -> str | None:
    """What to say of the first comment line that holds a call, when the starter has it not.

    A call is an order given to something (`t.avance(`) or a command among `noms`.
    """
    connues = set(_lignes(depart))
    for ligne in _lignes(source):
        if ligne not in connues and _a_un_appel(ligne, noms):
            return _dire(ligne)
    return None


def _dire(ligne: str) -> str:
    saute = f"Python saute « {court(ligne, 40)} » : cette ligne commence par #."
    if arbre(ligne.lstrip("# ")) is None:
        return f"{saute} Écris ton code sur une autre ligne, sans #."
    return f"{saute} Enlève le #, ou efface la ligne."


def _a_un_appel(ligne: str, noms: Mapping[str, object]) -> bool:
    return any(
        trouve["objet"] or callable(noms.get(trouve["nom"])) for trouve in _APPEL.finditer(ligne)
    )


def _lignes(source: str) -> list[str]:
    """The comments that stand alone on their line, in reading order."""
    try:
        mots = list(tokenize.generate_tokens(StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    seuls = [mot for mot in mots if mot.type == tokenize.COMMENT]
    return [mot.string.strip() for mot in seuls if mot.line.lstrip().startswith("#")]
