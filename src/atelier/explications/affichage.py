"""Shows the explanation as a card, then lets IPython show the real error."""

from __future__ import annotations

from html import escape
from typing import Any

from atelier import cahier

from . import expliquer
from .lieu import est_a_l_eleve
from .modele import Explication

_MARQUE = "_atelier_explications"


def installer() -> bool:
    """Plug into the running IPython shell, once. Outside IPython: do nothing, False.

    `set_custom_exc` covers errors while compiling and while running. Errors of IPython's own
    reading of the cell never reach it: they are said when the cell is about to run.
    """
    shell = cahier.shell()
    if shell is None:
        return False
    if not getattr(shell, _MARQUE, False):
        shell.set_custom_exc((Exception, KeyboardInterrupt), _expliquer_puis_montrer)
        shell.events.register("pre_run_cell", _expliquer_ce_qui_est_illisible)
        setattr(shell, _MARQUE, True)
    return True


def _expliquer_puis_montrer(
    shell: Any, genre: type[BaseException], erreur: BaseException, suite: Any, tb_offset: Any = None
) -> None:
    # Errors that draw themselves already speak French: showing them twice would be noise.
    if not hasattr(erreur, "_render_traceback_"):
        montrer(expliquer(erreur, _source()))
    # The real error stays: nbclient, nbgrader and the adult next to the learner must see it.
    shell.showtraceback((genre, erreur, suite), running_compiled_code=_a_tourne(suite))


def _expliquer_ce_qui_est_illisible(info: Any) -> None:
    source = info.raw_cell or ""
    if (info.transformed_cell or source) != source:
        return  # IPython could read it: what it cannot read stays as it was
    try:
        cahier.shell().transform_cell(source)
    except Exception as erreur:
        montrer(expliquer(erreur, source))


def _source() -> str:
    from atelier.trace import trace

    return trace.courante.source if trace.courante is not None else ""


def _a_tourne(suite: Any) -> bool:
    while suite is not None:
        if est_a_l_eleve(suite.tb_frame):
            return True
        suite = suite.tb_next
    return False


def montrer(explication: Explication) -> None:
    """Publish the card, with the same words as plain text."""
    cahier.publier(
        {
            "text/html": carte_html(explication),
            "text/plain": texte(explication),
        }
    )


def texte(explication: Explication) -> str:
    """The explanation on one line."""
    ou = f"Ligne {explication.ligne} : " if explication.ligne else ""
    return f"{ou}{explication.message}"


def carte_html(explication: Explication) -> str:
    """A card readable in light and dark themes: the line, what happened, what to try."""
    return (
        '<div role="status" style="background:#f3efff;color:#1b1b1b;border:1px solid #5b3ea8;'
        "border-left:8px solid #5b3ea8;border-radius:10px;padding:12px 18px;margin:4px 0;"
        'max-width:42em;box-sizing:border-box;font:17px/1.5 system-ui,sans-serif">'
        f"{_ligne_html(explication)}"
        f'<p style="margin:0;color:#1b1b1b">{escape(explication.phrase)}</p>'
        '<p style="margin:4px 0 0;color:#1b1b1b"><span aria-hidden="true">→ </span>'
        f"<strong>{escape(explication.essai)}</strong></p></div>"
    )


def _ligne_html(explication: Explication) -> str:
    if not (explication.ligne and explication.texte):
        return ""
    return (
        f'<p style="margin:0 0 6px;color:#1b1b1b"><strong>Ligne {explication.ligne}</strong> '
        '<code style="background:#ffffff;color:#1b1b1b;border:1px solid #8a7bb5;border-radius:6px;'
        'padding:2px 8px;font-size:16px;white-space:pre-wrap">'
        f"{escape(explication.texte)}</code></p>"
    )
