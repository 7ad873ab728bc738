"""Where an error happened: the learner's line and the names known there."""

from __future__ import annotations

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
    return str(exception)


def _ligne(exception: BaseException) -> int | None:
    if isinstance(exception, SyntaxError):
        return exception.lineno
    lignes = [ligne for cadre, ligne in _cadres(exception) if est_a_l_eleve(cadre)]
    return lignes[-1] if lignes else None


def _texte(exception: BaseException, source: str, ligne: int | None) -> str:
    lignes = source.splitlines()
    if ligne is not None and 0 < ligne <= len(lignes):
        return lignes[ligne - 1].strip()
    if isinstance(exception, SyntaxError):
        return (exception.text or "").strip()
    return ""


def _noms(exception: BaseException) -> dict[str, Any]:
    cadres = [cadre for cadre, _ in _cadres(exception) if est_a_l_eleve(cadre)]
    return {**cadres[-1].f_globals, **cadres[-1].f_locals} if cadres else {}


def _cadres(exception: BaseException) -> list[tuple[Any, int]]:
    return list(traceback.walk_tb(exception.__traceback__))


def est_a_l_eleve(cadre: Any) -> bool:
    """Whether a frame runs code of a notebook cell (or of a text given to exec)."""
    fichier = cadre.f_code.co_filename
    return is_cell(fichier) or fichier in {"<string>", "<cellule>", "<rejeu>"}
