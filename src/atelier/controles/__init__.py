"""The check toolkit: open a check and its subjects, give stars, say one sentence.

    c = controle(3)
    t = c.dessin("t")
    c.etoile(
        t.traits == 2,
        si(t.fait_demi_tour, "180, c'est un demi-tour : la tortue revient sur son trait."),
        f"Je vois {t.traits:trait}. Un L a 2 traits.",
    )
    c.etoile(t.angles == [90], "Un coin carré, c'est 90.")
    c.bilan("Ton L est bien droit : tu as tourné de 90.")

A check judges the cell run just before it. Readings never crash: a missing name, a value of
another kind or a stopped function becomes the sentence shown. The reference of every tool,
with examples, is `docs/chercher/controles.md`.
"""

from .absent import ABSENT
from .constats import Constat, si
from .etoiles import Etoiles, PasEncore
from .juge import Controle, Outils, controle
from .lecteur import empreinte
from .memoire import Bilan, dernier_bilan
from .phrases import liste_de_mots, pluriel, virgule

__all__ = [
    "ABSENT",
    "Bilan",
    "Constat",
    "Controle",
    "Etoiles",
    "Outils",
    "PasEncore",
    "controle",
    "dernier_bilan",
    "empreinte",
    "liste_de_mots",
    "pluriel",
    "si",
    "virgule",
]
