"""What the previous cell did: its source, its error, its value and the works it showed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from atelier import cahier, oeuvres


@dataclass
class Cellule:
    """One cell that ran (or is running) in this kernel."""

    source: str
    erreur: BaseException | None = None
    valeur: Any = None
    oeuvres: tuple[Any, ...] = ()
    a_part: bool = False
    """A check, a quiz or the smileys: never an answer."""
    identifiant: str = ""
    """The notebook's own id of the cell, "" when the frontend does not tell it (nbclient)."""
    deja_annoncee: bool = False
    """Whether a cell with the same first line, such as `# Exemple 2`, has run before this one."""
    anciennes: dict[str, Any] = field(default_factory=dict)
    """The works (drawings, pictures, sounds) that had a name before the cell ran."""
    juge_par: int | None = None
    """Number of the exercise that already judged this cell: a cell answers one exercise only."""


class Trace:
    """Keeps the last cell that may be an answer. Feed it with `avant` and `apres`."""

    def __init__(self) -> None:
        self.courante: Cellule | None = None
        self.precedente: Cellule | None = None
        self._annonces: set[str] = set()

    def avant(
        self, source: str, identifiant: str = "", anciennes: dict[str, Any] | None = None
    ) -> None:
        """A cell is about to run. If the end of the one before was lost, keep it as it is."""
        if self.courante is not None:
            self._ranger(self.courante)
        self.courante = Cellule(source, identifiant=identifiant, anciennes=anciennes or {})

    def apres(
        self,
        source: str,
        erreur: BaseException | None,
        valeur: Any,
        oeuvres: tuple[Any, ...],
    ) -> None:
        """A cell has finished. Works even when its start was lost (the cell imported us)."""
        cellule = self.courante or Cellule(source)
        cellule.erreur, cellule.valeur, cellule.oeuvres = erreur, valeur, oeuvres
        self._ranger(cellule)
        self.courante = None

    def mettre_a_part(self) -> None:
        """The running cell is not an answer: the check after it judges the cell before it."""
        if self.courante is not None:
            self.courante.a_part = True

    def _ranger(self, cellule: Cellule) -> None:
        if cellule.a_part:
            return
        titre = annonce(cellule.source)
        cellule.deja_annoncee = titre in self._annonces
        self._annonces |= {titre} - {""}
        self.precedente = cellule


def annonce(source: str) -> str:
    """The first line of a cell that the lesson gives (`# Exemple 2`, `# Garder`), else ""."""
    trouve = re.match(r"\s*#\s*((exemple|garder)\b.*)", source, re.IGNORECASE)
    return " ".join(trouve.group(1).casefold().split()) if trouve else ""


trace = Trace()
OEUVRES = {"Tortue", "Image", "ndarray", "Badge", "Film"}  # never the same object made twice
_MARQUE = "_atelier_trace"


def precedente() -> Cellule | None:
    """The cell run just before the current one, checks left out; None outside IPython."""
    return trace.precedente


def installer() -> bool:
    """Follow the cells of the running IPython shell, once. Outside IPython: do nothing, False."""
    shell = cahier.shell()
    if shell is None:
        return False
    if getattr(shell, _MARQUE, None) is not trace:
        shell.events.register("pre_run_cell", _pre_run_cell)
        shell.events.register("post_run_cell", _post_run_cell)
        setattr(shell, _MARQUE, trace)
    return True


def _pre_run_cell(info: Any) -> None:
    _vider_le_journal()
    trace.avant(info.raw_cell or "", info.cell_id or "", _oeuvres_nommees())


def _post_run_cell(resultat: Any) -> None:
    # IPython gives None when a cell was interrupted before it produced a result.
    if resultat is None:
        return
    info = resultat.info
    trace.apres(
        source=(info.raw_cell if info is not None else None) or "",
        erreur=_premiere(resultat.error_before_exec, resultat.error_in_exec),
        valeur=resultat.result,
        oeuvres=_lire_le_journal(),
    )


def _premiere(*erreurs: BaseException | None) -> BaseException | None:
    return next((erreur for erreur in erreurs if erreur is not None), None)


def _oeuvres_nommees() -> dict[str, Any]:
    shell = cahier.shell()
    espace = shell.user_ns if shell is not None else {}
    return {nom: valeur for nom, valeur in espace.items() if type(valeur).__name__ in OEUVRES}


def _vider_le_journal() -> None:
    oeuvres.oublier()


def _lire_le_journal() -> tuple[Any, ...]:
    return oeuvres.recentes()
