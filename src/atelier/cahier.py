"""The running notebook, if there is one: its IPython shell and what is shown under its cells."""

from __future__ import annotations

from typing import Any


def shell() -> Any:
    """The running IPython shell, or None outside of it."""
    from IPython.core import getipython

    get_ipython: Any = getipython.get_ipython  # IPython ships no complete types
    return get_ipython()


def on_peut_cliquer() -> bool:
    """Whether somebody may click under the cell: there is a kernel, not only a shell."""
    return getattr(shell(), "kernel", None) is not None


def publier(paquet: dict[str, Any]) -> None:
    """Show a MIME bundle under the running cell. Outside of a notebook: nothing."""
    if shell() is not None:
        afficher(paquet)


def afficher(objet: Any, repere: bool = False) -> Any:
    """Display a widget, or a MIME bundle given as a dict. With `repere`, returns its handle."""
    from IPython import display as module

    montrer: Any = module.display
    return montrer(objet, raw=isinstance(objet, dict), display_id=True if repere else None)
