"""Take up the last work again, without having given it a name."""

from __future__ import annotations

from typing import Any

from atelier import oeuvres
from atelier.arguments import commande
from atelier.erreurs_base import ErreurValeur


@commande('garder(derniere_oeuvre(), "Mon badge")')
def derniere_oeuvre() -> Any:
    """Rendre la dernière œuvre faite ou montrée : un badge, un dessin, un son…"""
    oeuvre = oeuvres.derniere()
    if oeuvre is None:
        raise ErreurValeur(
            "Je ne vois pas encore d'œuvre dans ce carnet.",
            "Lance la cellule qui la fabrique, puis reviens ici.",
        )
    return oeuvre.objet
