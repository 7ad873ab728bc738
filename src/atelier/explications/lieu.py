"""Where an error happened: the learner's line and the names known there."""

from __future__ import annotations

import linecache
import traceback
from typing import Any

from atelier.erreurs_base import is_cell

from .modele import Cas


def situer(exception: BaseException, source: str) -> Cas:
    """The case of this exception; `source` is the cell that raised it ("" if unknown)."""
    ligne = _ligne(exception)
    return Cas(
        exception=exception,
        message=_message(exception),
        source=source,
        ligne=ligne,
        texte=_texte(exception, source, ligne),
        noms=_noms(exception),
    )


def _message(exception: BaseException) -> str:
    if isinstance(exception, SyntaxError):
        return exception.msg or ""
    try:
        return str(exception)
    except Exception:  # a class of the learner can break here too
        return ""


def _ligne(exception: BaseException) -> int | None:
    if isinstance(exception, SyntaxError):
        return exception.lineno
    lieu = _dernier_cadre(exception)
    return lieu[1] if lieu else None


def _texte(exception: BaseException, source: str, ligne: int | None) -> str:
    lieu = _dernier_cadre(exception)
    if lieu and not isinstance(exception, SyntaxError):
        # The line can be in a command written in an older cell: ask where it really is.
        texte = linecache.getline(lieu[0].f_code.co_filename, lieu[1]).strip()
        if texte:
            return texte
    lignes = source.splitlines()
    if ligne is not None and 0 < ligne <= len(lignes):
        return lignes[ligne - 1].strip()
    if isinstance(exception, SyntaxError):
        return (exception.text or "").strip()
    return ""


def _noms(exception: BaseException) -> dict[str, Any]:
    lieu = _dernier_cadre(exception)
    return {**lieu[0].f_globals, **lieu[0].f_locals} if lieu else {}


def _dernier_cadre(exception: BaseException) -> tuple[Any, int] | None:
    """The deepest frame of the learner's own code, and its line."""
    cadres = traceback.walk_tb(exception.__traceback__)
    return next((lieu for lieu in reversed(list(cadres)) if est_a_l_eleve(lieu[0])), None)


def est_a_l_eleve(cadre: Any) -> bool:
    """Whether a frame runs code of a notebook cell (or of a text given to exec)."""
    fichier = cadre.f_code.co_filename
    return is_cell(fichier) or fichier in {"<string>", "<cellule>", "<rejeu>"}
