"""Runs the learner's own cell again with one value changed, silently and without side effects."""

from __future__ import annotations

import ast
import contextlib
import io
import random
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from atelier import cahier, oeuvres

from .garde_fou import LIMITE_DES_ESSAIS, NOM, GardeFou, tours

_CACHE = "__rejeu_"
_MUETTES = ("montrer", "garder", "display", "print", "quiz", "bilan_smileys")


class NomIntrouvable(Exception):
    """The cell has no line that puts a first value in this name."""


def rejouer(
    source: str, espace: dict[str, Any], graine: int | None, **valeurs: Any
) -> dict[str, Any]:
    """The namespace after running `source` with the value of each name replaced.

    `espace` is read, not changed. With `graine`, chance starts from that seed. Anything the
    code raises goes through; an endless `while` is stopped after 10 000 tours.
    """
    lu = ast.parse(source)
    for nom in valeurs:
        _remplacer(lu, nom)
    lu = ast.fix_missing_locations(GardeFou(LIMITE_DES_ESSAIS).visit(lu))
    copie = dict(espace)
    copie.update({nom: _muette for nom in _MUETTES if nom == "print" or nom in espace})
    copie.update({_CACHE + nom: valeur for nom, valeur in valeurs.items()})
    copie[NOM] = tours
    with en_silence(), _hasard(graine):
        exec(compile(lu, "<rejeu>", "exec"), copie)
    return copie


def _remplacer(lu: ast.Module, nom: str) -> None:
    """Put the new value wherever the cell gives this name one that does not come from itself.

    `degres = 18`, then `degres = 30` lower down: both are the learner's choice. `n = n + 1` is
    what the cell does with it. Without any such line at the cell's own level, the first inside.
    """
    lignes = [ligne for ligne in lu.body if _donne(ligne, nom)] or [
        noeud for noeud in ast.walk(lu) if _donne(noeud, nom)
    ][:1]
    if not lignes:
        raise NomIntrouvable(nom)
    for ligne in lignes:
        assert isinstance(ligne, ast.Assign | ast.AnnAssign)
        ligne.value = ast.copy_location(ast.Name(_CACHE + nom, ast.Load()), ligne)


def _donne(noeud: ast.AST, nom: str) -> bool:
    if not isinstance(noeud, ast.Assign | ast.AnnAssign) or noeud.value is None:
        return False
    lus = {n.id for n in ast.walk(noeud.value) if isinstance(n, ast.Name)}
    return _range_dans(noeud, nom) and nom not in lus


def _range_dans(ligne: ast.Assign | ast.AnnAssign, nom: str) -> bool:
    cibles = ligne.targets if isinstance(ligne, ast.Assign) else [ligne.target]
    return any(isinstance(cible, ast.Name) and cible.id == nom for cible in cibles)


def _muette(objet: Any = None, *_args: Any, **_reglages: Any) -> Any:
    return objet


@contextlib.contextmanager
def _hasard(graine: int | None) -> Iterator[None]:
    """Chance as the seed says, then back where it was."""
    avant, avant_numpy = random.getstate(), np.random.get_state()
    try:
        if graine is not None:
            random.seed(graine)
            np.random.seed(graine)
        yield
    finally:
        random.setstate(avant)
        np.random.set_state(avant_numpy)


@contextlib.contextmanager
def en_silence() -> Iterator[None]:
    """Nothing shown, nothing recorded, nothing on stderr (nbgrader reads text there as a zero)."""
    with contextlib.ExitStack() as pile:
        pile.enter_context(oeuvres.sans_noter())
        pile.enter_context(contextlib.redirect_stdout(io.StringIO()))
        pile.enter_context(contextlib.redirect_stderr(io.StringIO()))
        if cahier.shell() is not None:
            pile.enter_context(_sans_afficher(cahier.shell()))
        yield


@contextlib.contextmanager
def _sans_afficher(shell: Any) -> Iterator[None]:
    """Nothing reaches the notebook: neither what is displayed nor a last value."""
    afficheur, dernier = shell.display_pub, sys.displayhook
    shell.display_pub = _muet()
    sys.displayhook = _muette
    try:
        yield
    finally:
        shell.display_pub, sys.displayhook = afficheur, dernier
        _muet().outputs.clear()


@cache
def _muet() -> Any:
    """A publisher that keeps all to itself; making one takes longer than most replays."""
    from IPython.core import displaypub

    publisher: Any = displaypub.CapturingDisplayPublisher  # IPython ships no complete types
    return publisher()
