"""Code that does nothing without a word: behind a #, or an order that is never given."""

from __future__ import annotations

import ast
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
    if not any(_APPEL.search(ligne) for ligne in source.split("\n") if _commence(ligne)):
        return None  # to read it word by word takes ten times longer: most copies need it not
    connues = set(_lignes(depart))
    for ligne in _lignes(source):
        if ligne not in connues and _a_un_appel(ligne, noms):
            return _dire(ligne)
    return None


def _commence(ligne: str) -> bool:
    return ligne.lstrip().startswith("#")


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
    return [mot.string.strip() for mot in seuls if _commence(mot.line)]


def phrase_sans_parentheses(source: str, noms: Mapping[str, object]) -> str | None:
    """What to say of the first order written without its parentheses: `t.leve` does nothing."""
    lu = arbre(source)
    for ligne in lu.body if lu else ():
        if isinstance(ligne, ast.Expr) and callable(_valeur(ligne.value, noms)):
            ordre = ast.unparse(ligne.value)
            return f"Sans parenthèses, {ordre} ne fait rien. Écris {ordre}(…)."
    return None


def phrase_commande_rangee(source: str) -> str | None:
    """What to say of `badge = ('Nova', 'red')`: values are put into a command, nothing is made."""
    import atelier

    lu = arbre(source)
    for ligne in lu.body if lu else ():
        if isinstance(ligne, ast.Assign) and isinstance(ligne.value, ast.Tuple):
            (cible, *_) = ligne.targets
            if isinstance(cible, ast.Name) and cible.id in atelier.__all__:
                return f"{cible.id} est une commande : enlève le signe =. Écris {cible.id}(…)."
    return None


def _valeur(noeud: ast.expr, noms: Mapping[str, object]) -> object:
    """The value of a plain name or of `name.order`, without running anything else."""
    if isinstance(noeud, ast.Name):
        return noms.get(noeud.id)
    if isinstance(noeud, ast.Attribute) and isinstance(noeud.value, ast.Name):
        return getattr(type(noms.get(noeud.value.id)), noeud.attr, None)
    return None
