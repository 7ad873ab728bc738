"""Python errors said in short, kind French: `expliquer(exception, source)`.

One file for each family; each holds rules (a pattern of Python's message, two sentences) and,
when the sentence depends on the learner's line, small functions. To add an explanation, add a
rule to the table of its family and its example to `tests/atelier/test_explications.py`.
Sentences: at most 12 words, «tu», the machine's point of view, a gesture to try.
"""

from __future__ import annotations

from collections.abc import Sequence

from atelier.erreurs_base import ErreurAtelier

from . import appels, collees, decalage, ecriture, genres, machine, noms, valeurs
from .lieu import situer
from .modele import Cas, Essai, Explication, dire, premiere

__all__ = ["Explication", "expliquer", "installer", "phrase_pour"]

# From the most precise class to the most general: the first that fits is used.
_FAMILLES: tuple[tuple[type[BaseException] | str, Sequence[Essai]], ...] = (
    (IndentationError, decalage.REGLES),
    (SyntaxError, ecriture.REGLES),
    (UnboundLocalError, (noms.lu_trop_tot,)),
    (NameError, (noms.nom_inconnu,)),
    (AttributeError, (noms.ordre_inconnu,)),
    (TypeError, (*appels.REGLES, *genres.REGLES)),
    (KeyError, valeurs.CLES),
    (IndexError, valeurs.POSITIONS),
    (ZeroDivisionError, valeurs.DIVISIONS),
    (OverflowError, machine.GRAND),
    ("StdinNotImplementedError", machine.QUESTION),
    ("UnidentifiedImageError", machine.IMAGE),
    (EOFError, machine.QUESTION),
    (ValueError, valeurs.VALEURS),
    (ModuleNotFoundError, (machine.boite_introuvable,)),
    (ImportError, (machine.nom_pas_dans_la_boite,)),
    (FileNotFoundError, (machine.fichier_introuvable,)),
    (PermissionError, machine.DROITS),
    (IsADirectoryError, machine.DROITS),
    (OSError, machine.LIMITES),
    (NotImplementedError, machine.A_ECRIRE),
    (RecursionError, machine.APPELS),
    (RuntimeError, machine.LIMITES),
    (KeyboardInterrupt, machine.ARRET),
    (SystemExit, machine.SORTIE),
    (MemoryError, machine.MEMOIRE),
    (AssertionError, machine.VERIFICATION),
)


def expliquer(exception: BaseException, source: str = "") -> Explication:
    """Say this error. `source` is the cell that raised it (better guesses when it is known).

    Never raises: an error that no rule knows gets an honest general sentence.
    """
    cas = situer(exception, source)
    if isinstance(exception, ErreurAtelier):
        return dire(cas, "atelier", exception.phrase, collees.sans_virgule(cas) or exception.essaie)
    try:
        trouve = _chercher(cas)
    except Exception:  # a rule must never hide the learner's own error
        trouve = None
    return trouve or _honnete(cas)


def phrase_pour(exception: BaseException, source: str = "") -> str:
    """The explanation as one text: what happened, what to try."""
    return expliquer(exception, source).message


def installer() -> bool:
    """Show explanations before tracebacks in the running IPython shell. False outside of it."""
    from .affichage import installer as brancher

    return brancher()


def _chercher(cas: Cas) -> Explication | None:
    for famille, essais in _FAMILLES:
        if _est_de(cas.exception, famille):
            trouve = premiere(cas, essais)
            if trouve is not None:
                return trouve
    return None


def _est_de(exception: BaseException, famille: type[BaseException] | str) -> bool:
    if isinstance(famille, str):
        return type(exception).__name__ == famille
    return isinstance(exception, famille)


def _honnete(cas: Cas) -> Explication:
    nom = type(cas.exception).__name__
    if isinstance(cas.exception, SyntaxError):
        return dire(
            cas,
            "ecriture",
            "Python ne comprend pas comment cette ligne est écrite.",
            "Compare-la, signe par signe, avec l'exemple.",
        )
    return dire(
        cas,
        "inconnue",
        f"Python s'arrête ici ({nom}).",
        "Lis la ligne à voix haute, ou montre-la à quelqu'un.",
    )
