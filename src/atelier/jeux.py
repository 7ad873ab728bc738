"""Put buttons and sliders on a command, with ipywidgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atelier.arguments import nature
from atelier.erreurs_base import ErreurType


def interact(fonction: Callable[..., Any], **reglages: Any) -> Callable[..., Any]:
    """Essayer une commande avec des boutons : interact(decrire, lieu=['place', 'parc'])."""
    if not callable(fonction):
        raise ErreurType(
            f"interact attend le nom d'une commande : je reçois {nature(fonction)}.",
            "Écris le nom sans parenthèses : interact(decrire, lieu=[...])",
        )
    if not reglages:
        raise ErreurType(
            "interact attend au moins un réglage.",
            "Exemple : interact(decrire, lieu=['place', 'parc'])",
        )
    import ipywidgets  # slow to import: only for the lessons with buttons

    ipywidgets.interact(fonction, **reglages)
    return fonction
