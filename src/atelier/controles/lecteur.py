"""Reads the learner's values without ever crashing: a reading that fails leaves a sentence."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from PIL import Image

from atelier.arguments import KINDS, closest

from . import source as code
from .absent import ABSENT, Absent
from .nombres import Mesure
from .sujet import S

_DEBUTS = {"Tortue": "Tortue()", "Image": "…", "list": "[]"}
"""How the first lines of a cell make what its next lines work on, by kind of value."""


class Lecteur:
    """A namespace, the source of the cell that filled it, and the sentences of failed readings.

    Everywhere, `nom` is a variable's name ("t") or directly a value. A value that is not there,
    or is of another kind, is ABSENT, and `manques` says why: the next `etoile` is then not met,
    and shows that sentence instead of its own.
    """

    def __init__(
        self,
        espace: dict[str, Any],
        source: str = "",
        manques: list[str] | None = None,
    ) -> None:
        self.espace = espace
        self.source = source
        self.manques: list[str] = [] if manques is None else manques
        self.anciennes: dict[str, Any] = {}

    # ── names and values ────────────────────────────────────────────────────────────────

    def existe(self, nom: str, partout: bool = False) -> bool:
        """Whether the learner's cell itself puts a value in this name. Leaves no sentence.

        A name left by an older cell does not count, even when this cell uses it, unless `partout`.
        """
        if nom not in self.espace:
            return False
        if partout or not self.source:
            return True
        ancienne = nom in self.anciennes and self.anciennes[nom] is self.espace[nom]
        return nom in code.noms_ranges(self.source) and not ancienne

    def valeur(self, nom: Any, partout: bool = False) -> Any:
        """The value of a name, or ABSENT with a sentence that says which line is needed."""
        if not isinstance(nom, str):
            return nom
        if self.existe(nom, partout):
            return self.espace[nom]
        return self._manque(self._ligne_a_remettre(nom))

    def _ligne_a_remettre(self, nom: str) -> str:
        """The line that made `nom` is gone, or was never written: two different gestures.

        A drawing or a picture is made on the cell's first lines, which the lesson gives: when the
        cell still works on one made elsewhere, that line is to be put back.
        """
        autre = self._nom_voisin(nom)
        if autre is not None:
            return f"Python trouve {autre}, mais pas {nom}. Remplace {autre} par {nom} partout."
        creation = _DEBUTS.get(type(self.espace.get(nom)).__name__)
        if creation and code.prolonge(self.source, nom):
            return (
                f"Python reprend {nom} d'une autre cellule. "
                f"Remets la ligne {nom} = {creation} tout en haut."
            )
        return f"Python ne trouve pas encore {nom}. Range ta création dedans : {nom} = …"

    def _nom_voisin(self, nom: str) -> str | None:
        """The name that the cell gives to what should be `nom`: nearly the same letters, or a work
        whose name begins alike (`tortue` for `t`).
        """
        siens = sorted(code.noms_ranges(self.source) & set(self.espace) - {nom})
        proche = closest(nom, siens)
        longs = (autre for autre in siens if autre.startswith(nom))
        return proche or next((un for un in longs if type(self.espace[un]).__name__ in KINDS), None)

    def nombre(self, nom: Any) -> Mesure | Absent:
        """The value as a number; ABSENT, with a sentence, when it is not one."""
        valeur = self.valeur(nom)
        if isinstance(valeur, bool | np.bool_) or not isinstance(valeur, int | float | np.number):
            return self._genre(nom, valeur, "un nombre, sans guillemets")
        return Mesure(valeur)

    def texte(self, nom: Any) -> str | Absent:
        """The value as a text. `nom` is always a name here."""
        valeur = self.valeur(nom)
        if not isinstance(valeur, str):
            return self._genre(nom, valeur, "un texte, entre guillemets")
        return valeur

    def liste(self, nom: Any) -> list[Any] | Absent:
        """The value as a list (a packet counts too)."""
        valeur = self.valeur(nom)
        if not isinstance(valeur, list | tuple):
            return self._genre(nom, valeur, "une liste, entre crochets [ ]")
        return list(valeur)

    # ── learner's functions ─────────────────────────────────────────────────────────────

    def fonction(self, nom: str) -> Callable[..., Any]:
        """The learner's function, wrapped: a crash inside becomes a hint and gives ABSENT.

        Arguments are copied first, so calling never alters the check's own values.
        """
        recette = self.valeur(nom)
        if isinstance(recette, Absent) or not callable(recette):
            self._genre(nom, recette, f"une commande. Écris def {nom}(…)")
            return ABSENT

        def appel(*valeurs: Any) -> Any:
            try:
                return recette(*copy.deepcopy(valeurs))
            except Exception as erreur:
                return self._arret(erreur)

        return appel

    def respecte(self, nom: str, *valeurs: Any) -> bool:
        """Whether the function leaves what it receives intact (works on a copy)."""
        recette = self.valeur(nom)
        copies = copy.deepcopy(valeurs)
        avant = [empreinte(valeur) for valeur in copies]
        try:
            recette(*copies)
        except Exception as erreur:
            self._arret(erreur)
            return False
        return avant == [empreinte(valeur) for valeur in copies]

    # ── structure of the code ───────────────────────────────────────────────────────────

    def utilise(self, structure: str) -> bool:
        """Whether the cell uses a structure: "for", "while", "boucle", "if", "elif", "else",
        "def", "return", "import", "liste", "f-texte", "and", "or", "comparaison", "+"…"""
        return code.utilise(self.source, structure)

    def appelle(self, commande: str) -> int:
        """How many times the cell writes a call to this command (`avance`, `append`…)."""
        return code.appels(self.source).count(commande)

    def lit(self, nom: str) -> bool:
        """Whether the cell uses the value of this name."""
        return code.lit(self.source, nom)

    def textes_seuls(self) -> int:
        """How many texts the cell leaves outside of any command: they do nothing."""
        return code.textes_seuls(self.source)

    def chemins(self) -> int:
        """How many ways the longest if / elif / else offers."""
        return code.chemins(self.source)

    def valeurs_comparees(self, nom: str) -> list[Any]:
        """Fixed values this name is compared with."""
        return code.valeurs_comparees(self.source, nom)

    # ── shared by the tools of the other files ──────────────────────────────────────────

    def _sujet(self, genre: type[S], nom: Any, partout: bool = False, **reglages: Any) -> S:
        """The value as a subject of this kind; ABSENT, with a sentence, when it is not one."""
        valeur = self.valeur(nom, partout)
        if isinstance(valeur, Absent) or not genre.convient(valeur):
            return cast(S, self._genre(nom, valeur, genre.genre))
        return genre(valeur, **reglages)

    def _genre(self, nom: Any, valeur: Any, genre: str) -> Absent:
        if isinstance(valeur, Absent):
            return ABSENT
        debut = f"{nom} doit être" if isinstance(nom, str) else "J'attends"
        if isinstance(nom, str) and nom in genre.split():  # «son doit être un son»
            debut = f"Dans le nom {nom}, range"
        suite = f"{debut} {genre}." if valeur is not None else f"{debut} {genre}, pas None."
        return self._manque(suite)

    def _arret(self, erreur: Exception) -> Absent:
        return self._manque(
            f"Je l'essaie avec d'autres valeurs : ça s'arrête ({type(erreur).__name__}). "
            "Utilise les noms reçus, pas des valeurs fixes."
        )

    def _manque(self, phrase: str) -> Absent:
        self.manques.append(phrase)
        return ABSENT


def empreinte(valeur: Any) -> str:
    """A fingerprint of what a value contains: equal content, equal fingerprint."""
    if isinstance(valeur, Image.Image):
        contenu = f"{valeur.mode}{valeur.size}".encode() + valeur.tobytes()
    elif isinstance(valeur, np.ndarray):
        contenu = f"{valeur.dtype}{valeur.shape}".encode() + valeur.tobytes()
    elif isinstance(valeur, list | tuple):
        contenu = "/".join(map(empreinte, valeur)).encode()
    else:
        contenu = repr(valeur).encode()
    return hashlib.sha256(contenu).hexdigest()
