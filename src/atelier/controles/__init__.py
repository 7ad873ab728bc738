"""The check toolkit: `c = controle(3)`, then `c.etoile(condition, phrase)`, then `c.bilan(phrase)`.

    c = controle(3)
    c.etoile(c.nombre_de_traits("t") == 2, "Un L a 2 traits. Ajoute avance() après droite().")
    c.etoile(c.angles("t") == [90], "Un coin bien droit, c'est 90.")
    c.bilan("Ton L est bien droit : tu as tourné de 90.")

A check judges the cell run just before it. Readings never crash: a missing name, a value of
another kind or a stopped function becomes the sentence shown. The reference of every tool,
with examples, is `docs/chercher/controles.md`.
"""

from .absent import ABSENT
from .etoiles import Etoiles, PasEncore
from .juge import Controle, Outils, controle
from .lecteur import empreinte
from .memoire import Bilan, dernier_bilan
from .phrases import liste_de_mots, pluriel, virgule

__all__ = [
    "ABSENT",
    "Bilan",
    "Controle",
    "Etoiles",
    "Outils",
    "PasEncore",
    "controle",
    "dernier_bilan",
    "empreinte",
    "liste_de_mots",
    "pluriel",
    "virgule",
]
