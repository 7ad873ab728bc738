"""A limit on the tours of `while` loops: an endless loop stops and says so."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import Any

from atelier import cahier
from atelier.erreurs_base import ErreurAtelier

NOM = "__atelier_tours__"
_MARQUE = "_atelier_garde_fou"
LIMITE = 100_000
LIMITE_DES_ESSAIS = 10_000


class BoucleSansFin(ErreurAtelier, RuntimeError):
    """A `while` loop made too many tours."""


class GardeFou(ast.NodeTransformer):
    """Rewrites each `while test:` as `while next(tours) and (test):`, where `tours` counts.

    The lines keep their numbers, so an error still points to the learner's own line.
    Works as an IPython AST transformer too. `limite` is the number of tours allowed to one
    run of one loop.
    """

    def __init__(self, limite: int = LIMITE) -> None:
        self.limite = limite
        self._rang = 0

    def visit_While(self, boucle: ast.While) -> list[ast.stmt]:
        """Put a fresh counter before the loop and count each tour in its condition."""
        self.generic_visit(boucle)
        self._rang += 1
        compteur = f"{NOM}{self._rang}"
        toujours = isinstance(boucle.test, ast.Constant)
        depart = ast.parse(f"{compteur} = {NOM}({self.limite}, {toujours})").body[0]
        tour = ast.parse(f"next({compteur})", mode="eval").body
        boucle.test = ast.BoolOp(op=ast.And(), values=[tour, boucle.test])
        for noeud in (*ast.walk(depart), *ast.walk(tour)):
            ast.copy_location(noeud, boucle)
        ast.copy_location(boucle.test, boucle)
        return [ast.fix_missing_locations(depart), ast.fix_missing_locations(boucle)]


def tours(limite: int, toujours: bool = False) -> Iterator[bool]:
    """True `limite` times, then BoucleSansFin. `toujours`: the loop compares nothing."""
    for _ in range(limite):
        yield True
    raise BoucleSansFin(
        f"Ta boucle tourne sans fin : {limite:,} tours déjà.".replace(",", " "),
        "Essaie for i in range(4): elle s'arrête toute seule."
        if toujours
        else "Dans la boucle, fais avancer la valeur comparée.",
    )


def installer() -> bool:
    """Guard the `while` loops of every cell of the running IPython shell. False outside of it."""
    shell = cahier.shell()
    if shell is None:
        return False
    if not getattr(shell, _MARQUE, False):
        # A builtin: the learner's own names stay theirs, and %reset does not remove it.
        setattr(builtins, NOM, tours)
        shell.events.register("pre_run_cell", _avant)
        setattr(shell, _MARQUE, True)
    return True


def _avant(info: Any) -> None:
    """Guard a cell that holds a `while`; for any other, two walks of its syntax tree are saved."""
    shell = cahier.shell()
    autres = [un for un in shell.ast_transformers if not isinstance(un, GardeFou)]
    shell.ast_transformers[:] = [*autres, GardeFou()] if "while" in info.raw_cell else autres
