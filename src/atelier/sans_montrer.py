"""A work that nobody sees: the cell drew or painted, and shows nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from atelier import cahier, trace
from atelier.controles.sans_effet import phrase_saute
from atelier.controles.source import est_vide
from atelier.etats import Etats, etat, etats

RIEN = 'Rien ne se voit encore. Ajoute une ligne à la fin : montrer({nom}, "…").'
APRES = "Tu as continué après montrer. Mets la ligne montrer tout en bas."
_MARQUE = "_atelier_sans_montrer"


def phrase(cellule: trace.Cellule, espace: Mapping[str, Any], avant: Etats) -> str | None:
    """What to say of a cell that ran well, when what it made is not seen as it is now.

    `avant`: the works that had a name before it ran.
    """
    if cellule.erreur is not None:
        return None
    if est_vide(cellule.source):
        return phrase_saute(cellule.source, "", espace)
    for nom, oeuvre in espace.items():
        maintenant = etat(oeuvre)
        _, autrefois = avant.get(id(oeuvre), (None, 0))
        if not nom.startswith("_") and maintenant and maintenant != autrefois:
            dit = _mal_vue(cellule, nom, oeuvre, maintenant)
            if dit is not None:
                return dit
    return None


def _mal_vue(cellule: trace.Cellule, nom: str, oeuvre: Any, maintenant: int) -> str | None:
    vues = [une.etat for une in cellule.oeuvres if une.objet is oeuvre and une.etat is not None]
    if vues and vues[-1] != maintenant:
        return APRES
    if not cellule.oeuvres and cellule.valeur is not oeuvre:
        return RIEN.format(nom=nom)
    return None


class Guet:
    """Follows the cells of one notebook."""

    def __init__(self) -> None:
        self._etats: Etats = {}
        self._d_avant: trace.Cellule | None = None

    def avant(self, _info: Any) -> None:
        """A cell is about to run."""
        self._etats, self._d_avant = etats(cahier.shell().user_ns), trace.precedente()

    def apres(self, _resultat: Any) -> None:
        """A cell has run: say it once, and nothing of a check, a quiz or the smileys."""
        cellule = trace.precedente()
        if cellule is None or cellule is self._d_avant:
            return
        dit = phrase(cellule, cahier.shell().user_ns, self._etats)
        if dit is not None:
            html = f'<p role="status" style="font-size:1.1em">{escape(dit)}</p>'
            cahier.publier({"text/plain": dit, "text/html": html})


def installer() -> bool:
    """Follow the cells of the running notebook, once. Where nobody looks, nothing is said."""
    shell = cahier.shell()
    if shell is None:
        return False
    if cahier.on_peut_cliquer() and not hasattr(shell, _MARQUE):
        guet = Guet()
        setattr(shell, _MARQUE, guet)
        shell.events.register("pre_run_cell", guet.avant)
        shell.events.register("post_run_cell", guet.apres)
    return True
