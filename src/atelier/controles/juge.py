"""The check of one exercise: conditions in order, stars, one sentence."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from typing import Any

from atelier import cahier, trace
from atelier.explications import phrase_pour

from . import source as code
from .constats import Constat, Rangee, dire, qui_parle
from .etoiles import MIME, Etoiles, PasEncore
from .memoire import Bilan, Memoire, memoire
from .noms_rendus import noms_rendus
from .rejeu import NomIntrouvable, rejouer
from .sans_effet import phrase_commande_rangee, phrase_sans_parentheses, phrase_saute
from .sujets import Sujets

Condition = object | Callable[[], object]

A_TOI = "À toi : écris ton code, lance-le, puis vérifie."
VIDE = "Ta case est vide. Clique sur « Recommencer cet exercice » : le code revient."
A_REVOIR = "Il reste une chose à changer. Relis la consigne, ou ouvre un indice."
A_CHANGER = "À toi : change le code de départ, lance-le, puis vérifie."


class Outils(Sujets):
    """All the reading tools, plus replays. What `controle` gives and what a replay gives."""

    def rejoue(self, graine: int | None = None, **valeurs: Any) -> Outils:
        """The learner's cell run again with other values: `c.rejoue(cotes=3).dessin("t")`.

        Each line that gives the name a value of its own is replaced (`rejeu`). If the cell
        stops, or has no such name, nothing can be read in the result and the sentence says why.
        """
        try:
            espace = rejouer(self.source, self.espace, graine, **valeurs)
        except NomIntrouvable as erreur:
            self._manque(f"Je ne trouve pas la ligne {erreur} = … Garde-la dans ta cellule.")
            espace = {}
        except Exception as erreur:
            self._arret(erreur)
            espace = {}
        return Outils(espace, self.source, self.manques)

    def avec_graine(self, graine: int) -> Outils:
        """The learner's cell run again with chance starting from this seed."""
        return self.rejoue(graine=graine)


class Controle(Outils):
    """Counts the conditions met. Stops at the first unmet: its sentence is the one shown."""

    def __init__(
        self,
        num: int,
        cellule: trace.Cellule | None,
        espace: dict[str, Any],
        sur: int = 3,
        depart: str | None = None,
        souvenirs: Memoire = memoire,
    ) -> None:
        super().__init__(espace, cellule.source if cellule else "")
        self.num, self.sur, self.cellule = num, sur, cellule
        self.oeuvres = cellule.oeuvres if cellule else ()
        self.anciennes = cellule.anciennes if cellule else {}
        self._souvenirs = souvenirs
        self._saute = (
            phrase_saute(self.source, depart or "", espace)
            or phrase_sans_parentheses(self.source, espace)
            or phrase_commande_rangee(self.source)
        )
        self._phrase = _blocage(num, cellule, depart, self._saute)
        self._reussies = self._total = 0
        self._reste_une_cachee = False
        self._rangees: list[int] = []
        self._parle: tuple[int, int | None] | None = None

    def etoile(self, condition: Condition, *rangees: Rangee) -> None:
        """One condition and what to say when it is not met: what I see, then the next gesture.

        `condition` is a yes/no, or a function without argument called only if everything before
        is met: a crash inside counts as not met, with its own hint. Of the rows, the first true
        one speaks: `si(condition, phrase)`, and last a phrase alone. Without any, the condition
        is a property that carries its own sentence, such as `son.ne_craque_pas`. Code without
        effect is said first: it explains the rest.
        """
        self._total += 1
        self._reussies += self._est_remplie(condition, rangees, self._saute)

    def cachee(self, condition: Condition, *rangees: Rangee) -> None:
        """A condition between DÉBUT and FIN TESTS CACHÉS: unmet, it costs one star and no more.

        Learners' copies do not have it. So the stars they saw while working and those of the
        work handed in differ by one at the most, and only for a work that looked finished.
        """
        avant = self._phrase
        remplie = self._est_remplie(condition, rangees)
        self._reste_une_cachee |= avant is None and not remplie

    def _est_remplie(
        self, condition: Condition, rangees: tuple[Rangee, ...], d_abord: str | None = None
    ) -> bool:
        """Whether all holds up to this condition; the first that does not gives the sentence."""
        self._rangees.append(max(len(rangees), 1))
        if self._phrase is None:
            vu = self._evaluer(condition)
            manque = self.manques[0] if self.manques else None
            if not vu or manque is not None:
                self._parle = (len(self._rangees) - 1, None)
                self._phrase = d_abord or manque or self._dire(vu, rangees)
        self.manques.clear()
        return self._phrase is None

    def _dire(self, vu: object, rangees: tuple[Rangee, ...]) -> str:
        """The sentence of the row that speaks, whose place is remembered for the proof."""
        if not rangees:
            return vu.phrase if isinstance(vu, Constat) else A_REVOIR
        rang = qui_parle(rangees)
        self._parle = (len(self._rangees) - 1, rang)
        return dire(rangees[rang])

    def bilan(self, phrase_de_reussite: str) -> Etoiles:
        """The stars, as the last expression of the check cell. Raises PasEncore at 0 star.

        Stars = whole part of `sur` × conditions met / conditions, hidden ones apart; all but one
        when only a hidden one is unmet. With ATELIER_STRICT=1 (teacher's notebooks) anything
        below all stars raises.
        """
        tout = self._phrase is None
        nombre = self._compte()
        phrase = phrase_de_reussite if self._phrase is None else self._phrase
        encouragement = self._souvenirs.noter(
            Bilan(self.num, nombre, self.sur, phrase, tuple(self._rangees), self._parle)
        )
        arretee = self.cellule is not None and phrase == _arret(self.cellule)
        etoiles = Etoiles(nombre, self.num, self.sur, phrase, encouragement, arretee)
        if nombre == 0 or (not tout and os.environ.get("ATELIER_STRICT") == "1"):
            _montrer_la_carte(etoiles)
            raise PasEncore(phrase)
        return etoiles

    def _compte(self) -> int:
        if self._phrase is None:
            return self.sur
        if self._reste_une_cachee:
            return self.sur - 1
        return self.sur * self._reussies // max(self._total, 1)

    def _evaluer(self, condition: object) -> object:
        try:
            return condition() if callable(condition) else condition
        except Exception as erreur:
            self._arret(erreur)
            return False


def controle(
    num: int, depart: str | None = None, *, sur: int = 3, espace: dict[str, Any] | None = None
) -> Controle:
    """Open the check of exercise `num`, about the cell run just before.

    `depart` is the starter's code when leaving it unchanged must be refused; `sur` the number
    of stars; `espace` the learner's names (by default those of the calling notebook).
    """
    trace.trace.mettre_a_part()
    if espace is None:
        cadre = inspect.currentframe()
        espace = cadre.f_back.f_globals if cadre and cadre.f_back else {}
        espace = espace | noms_rendus.de_cote
    return Controle(num, trace.precedente(), espace, sur, depart)


def _blocage(
    num: int, cellule: trace.Cellule | None, depart: str | None, saute: str | None
) -> str | None:
    """The sentence that settles the matter before any condition, if there is one."""
    if cellule is None:
        return None
    if cellule.juge_par not in (None, num) or not _est_une_reponse(cellule):
        return A_TOI  # the answer cell of this exercise was not run: this one is another's
    cellule.juge_par = num
    if cellule.erreur is not None:
        return _arret(cellule)
    if code.est_vide(cellule.source):
        return saute or (VIDE if depart and not code.est_vide(depart) else A_TOI)
    if depart is not None and code.meme_code(cellule.source, depart):
        return saute or A_CHANGER
    return None


def _arret(cellule: trace.Cellule) -> str | None:
    """What the cell said when it stopped, if it did."""
    return phrase_pour(cellule.erreur, cellule.source) if cellule.erreur is not None else None


def _est_une_reponse(cellule: trace.Cellule) -> bool:
    """Whether a cell may be an answer, and not one that the lesson gives.

    No frontend and no nbclient runs a blank cell: after a blank answer, the cell run just before
    the check is an example. An answer that begins as a copy of the example is an answer though:
    its id says so, or else the example itself, with the same first line, has run before it.
    """
    if code.ne_fait_que_preparer(cellule.source):
        return False
    if not trace.annonce(cellule.source):
        return True
    if "reponse" in cellule.identifiant:
        return True
    est_donnee = "exemple" in cellule.identifiant or "garder" in cellule.identifiant
    return cellule.deja_annoncee and not est_donnee


def _montrer_la_carte(etoiles: Etoiles) -> None:
    paquet = etoiles._repr_mimebundle_()
    cahier.publier(
        {"text/plain": etoiles.texte(), "text/html": paquet["text/html"], MIME: paquet[MIME]}
    )
