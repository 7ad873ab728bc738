"""Show a work under the cell, with words for those who do not see or hear it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from PIL import Image

from atelier import oeuvres, rendu, tableaux
from atelier.arguments import commande, nature, sans_accent
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.etats import etat
from atelier.films import Film
from atelier.planches import planche
from atelier.sons import est_un_son, un_son
from atelier.tortue import Tortue
from atelier.vecteurs import check_svg

SHORTEST, LONGEST = 8, 300  # letters of a description
EXAMPLE = 'Exemple : montrer(t, "Un L dessiné par la tortue")'


@commande('montrer(t, "Un L dessiné par la tortue")')
def montrer(objet: Any, description: str = "") -> None:
    """Montrer un dessin, une image, un son, un film… avec une phrase qui dit ce que c'est."""
    words = une_description(description)
    work = montrable(objet)
    seen = oeuvres.Oeuvre("montrer", objet, words, textes=texts_of(objet), etat=etat(objet))
    oeuvres.noter(seen)
    data, metadata = rendu.bundle(work, words)
    publish(data, metadata)


def montrable(objet: Any) -> Any:
    """The object in a form that can be shown; else a French error."""
    if isinstance(objet, (Tortue, Image.Image, Film)) or tableaux.est_un_tableau(objet):
        return objet
    if est_un_son(objet):
        return un_son(objet, "montrer")
    if isinstance(objet, np.ndarray):
        return from_array(objet)
    if isinstance(objet, (list, tuple)) and objet and all(map(est_une_vue, objet)):
        return planche(list(objet))
    if rendu.est_svg(objet):
        check_svg(objet)
        return objet
    if isinstance(objet, (str, int, float)) and str(objet).strip():
        return str(objet)
    if isinstance(objet, (list, tuple, dict)) and objet:
        return in_lines(objet)
    raise ErreurType(
        f"Je ne sais pas montrer {nature(objet)}.",
        "Vérifie que ta commande rend bien quelque chose (return)."
        if objet is None
        else "Ajoute des parenthèses après son nom, avec ses valeurs dedans."
        if callable(objet)
        else "Montre une tortue, une image, un son ou un film.",
    )


def est_une_vue(objet: object) -> bool:
    return isinstance(objet, (Image.Image, Tortue))


def in_lines(values: Iterable[Any]) -> str:
    """A list or a dictionary, one line for each element."""
    if isinstance(values, dict):
        return "\n".join(f"{key} : {value}" for key, value in values.items())
    return "\n".join(map(str, values))


def from_array(pixels: np.ndarray[Any, Any]) -> Image.Image:
    """The picture held in a NumPy array (height, width) or (height, width, 3)."""
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (3, 4)):
        raise ErreurType(
            f"Ce tableau de nombres a la forme {pixels.shape} : ce n'est ni un son, ni une image.",
            "Une image a la forme (hauteur, largeur, 3).",
        )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def une_description(description: object) -> str:
    """The alternative text, checked: it must say something."""
    if not isinstance(description, str):
        raise ErreurType(
            f"La description est une phrase : je reçois {nature(description)}.", EXAMPLE
        )
    words = " ".join(description.split())
    if not words:
        raise ErreurValeur("Il manque la description : une phrase qui dit ce que c'est.", EXAMPLE)
    if len(words) < SHORTEST or len(set(sans_accent(words))) < 3:
        raise ErreurValeur(
            f"La description « {words} » est courte : il faut au moins {SHORTEST} lettres.",
            "Dis ce qu'on voit, comme au téléphone.",
        )
    if len(words) > LONGEST:
        raise ErreurValeur(
            f"La description a {len(words)} lettres : {LONGEST} au plus.", "Garde l'essentiel."
        )
    return words


def texts_of(objet: Any) -> tuple[str, ...]:
    """The texts that a work carries."""
    if isinstance(objet, str):
        return (objet,)
    if isinstance(objet, Tortue):
        return tuple(mot.texte for mot in objet.mots)
    return tuple(getattr(objet, "textes", ()))


def publish(data: dict[str, Any], metadata: dict[str, Any]) -> None:
    """Send to the notebook; outside of one, print the words."""
    from IPython.core.getipython import get_ipython

    if get_ipython() is None:
        print(data["text/plain"])
        return
    from IPython.display import display

    display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
