"""Lends Python's and atelier's own words to a check cell, whatever the learner's names are.

A learner may well call a value `max`, `len` or `round`: the check still needs Python's. Its words
are lent while it runs, then the learner's names are given back.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from typing import Any

from atelier import cahier

_MARQUE = "_atelier_noms_rendus"
# IPython puts its own `open`, `exit` and `quit` in the notebook: they are not the learner's.
_A_IPYTHON = {"open", "exit", "quit", "input", "display", "copyright", "credits", "license", "help"}
_DE_PYTHON = {nom for nom in vars(builtins) if not nom.startswith("_")} - _A_IPYTHON
_CONTROLE = re.compile(r"(\s*#.*\n|\s*\n)*\s*\w+\s*=\s*controle\(")


class NomsRendus:
    """Sets the learner's names aside for the time of one check."""

    def __init__(self) -> None:
        self.de_cote: dict[str, Any] = {}
        self._avant: dict[str, Any] | None = None

    def preter(self, espace: dict[str, Any], mots: Mapping[str, Any]) -> None:
        """Give the check Python's words and `mots`; keep what the learner had under them."""
        self._avant = dict(espace)
        pris = {nom for nom in espace if nom in _DE_PYTHON}
        pris |= {nom for nom in mots if nom in espace and espace[nom] is not mots[nom]}
        self.de_cote = {nom: espace.pop(nom) for nom in pris}
        espace.update(mots)

    def rendre(self, espace: dict[str, Any]) -> None:
        """Give the learner's names back as they were: a check may call its subject `t` too.

        Names that begin with _ are IPython's own: they follow each cell.
        """
        if self._avant is None:
            return
        for nom in [nom for nom in espace if nom not in self._avant and not nom.startswith("_")]:
            del espace[nom]
        espace.update({nom: self._avant[nom] for nom in self._avant if not nom.startswith("_")})
        self.de_cote, self._avant = {}, None


noms_rendus = NomsRendus()


def est_un_controle(source: str) -> bool:
    """Whether a cell begins as check cells do: `c = controle(3)`."""
    return _CONTROLE.match(source) is not None


def installer() -> bool:
    """Watch over the cells of the running IPython shell, once. False outside of it."""
    shell = cahier.shell()
    if shell is None:
        return False
    if not getattr(shell, _MARQUE, False):
        shell.events.register("pre_run_cell", _avant)
        shell.events.register("post_run_cell", _apres)
        setattr(shell, _MARQUE, True)
    return True


def _avant(info: Any) -> None:
    noms_rendus.rendre(cahier.shell().user_ns)  # a check that was cut short gave nothing back
    if est_un_controle(info.raw_cell or ""):
        noms_rendus.preter(cahier.shell().user_ns, _mots())


def _apres(_resultat: Any) -> None:
    noms_rendus.rendre(cahier.shell().user_ns)


def _mots() -> dict[str, Any]:
    from . import controle, liste_de_mots, pluriel, si, virgule

    return {f.__name__: f for f in (controle, liste_de_mots, pluriel, si, virgule)}
