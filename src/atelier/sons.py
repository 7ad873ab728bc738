"""Make sounds: a sound is a row of numbers, 22050 of them a second."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from atelier.arguments import POINT, commande, is_whole, nature, nombre, sans_accent
from atelier.erreurs_base import ErreurType, ErreurValeur

Son: TypeAlias = npt.NDArray[np.float64]

TAUX = 22050  # numbers a second
FADE = 0.008  # seconds of fade in and out: no click, no audible softening
LONGEST = 60.0  # seconds

STEPS = {"do": 0, "re": 2, "mi": 4, "fa": 5, "sol": 7, "la": 9, "si": 11}
MIDDLE = 3  # French octave of the middle do: la3 = 440 Hz


@commande("note(440, 1)")
def note(hauteur: float, duree: float, volume: float = 1.0) -> Son:
    """Fabriquer une note. hauteur en vibrations par seconde (20 à 10000), duree en secondes."""
    if isinstance(hauteur, str) and plain_note(hauteur) in STEPS:
        raise ErreurType(
            f"La hauteur est un nombre : je reçois le texte « {hauteur} ».",
            f"Écris {round(frequence(hauteur))} à la place.",
        )
    pitch = nombre(
        hauteur, "La hauteur", 20, 10_000, " vibrations par seconde", "440, c'est un la."
    )
    seconds = une_duree(duree, volume)
    loud = nombre(volume, "Le volume", 0, 10, essaie="Essaie 0.5 : c'est la moitié.")
    return fondu(loud * np.sin(2 * np.pi * pitch * instants(seconds)))


@commande("silence(0.5)")
def silence(duree: float) -> Son:
    """Fabriquer un silence. duree en secondes."""
    return np.zeros(len(instants(seconds_of(duree))))


@commande("coup(0.1)")
def coup(duree: float = 0.1, volume: float = 1.0) -> Son:
    """Fabriquer un coup de tambour. duree en secondes."""
    seconds = une_duree(duree, volume)
    loud = nombre(volume, "Le volume", 0, 10, essaie="Essaie 0.5 : c'est la moitié.")
    return loud * fondu(drum(instants(seconds)), entree=0.001)


def drum(times: Son) -> Son:
    """A drum: a body whose pitch falls from 150 to 55 Hz, and a short burst of noise."""
    falling = 55 * times + 95 * 0.03 * (1 - np.exp(-times / 0.03))  # integral of the pitch
    body = np.sin(2 * np.pi * falling) * np.exp(-times / 0.09)
    noise = np.random.default_rng(59100).uniform(-1, 1, len(times)) * np.exp(-times / 0.012)
    mixed = 0.85 * body + 0.45 * noise
    return mixed / max(1.0, float(np.max(np.abs(mixed), initial=0.0)))


@commande("enchainer(note(440, 1), note(550, 1))")
def enchainer(*sons: Son | Iterable[Son]) -> Son:
    """Jouer des sons l'un après l'autre. Donne des sons, ou une liste de sons."""
    return np.concatenate([np.zeros(0), *des_sons(sons, "enchainer")])


@commande("melanger(melodie, basse)")
def melanger(*sons: Son | Iterable[Son]) -> Son:
    """Jouer des sons en même temps. Le plus court est complété par du silence."""
    parts = des_sons(sons, "melanger")
    total = np.zeros(max((len(part) for part in parts), default=0))
    for part in parts:
        total[: len(part)] += part
    return total


@commande("crete(son)")
def crete(son: Son) -> float:
    """Mesurer le point le plus fort d'un son. Au-dessus de 1, ça craque."""
    return float(np.max(np.abs(un_son(son, "crete")), initial=0.0))


@commande("frequence('la')")
def frequence(nom: str) -> float:
    """Rendre la hauteur d'une note : 'do', 'ré', 'mi'… 'do4' est plus haut, 'do2' plus bas."""
    if not isinstance(nom, str):
        raise ErreurType(
            f"Une note a un nom : je reçois {nature(nom)}.", "Exemple : frequence('do')"
        )
    found = re.fullmatch(r"(do|re|mi|fa|sol|la|si)(dieze|bemol|b)?(\d?)", plain_note(nom))
    if not found:
        raise ErreurValeur(
            f"Je ne connais pas la note « {nom[:20]} » : do, ré, mi, fa, sol, la, si.",
            "Exemple : frequence('do')",
        )
    name, change, octave = found.groups()
    shift = {"dieze": 1, "bemol": -1, "b": -1}.get(change or "", 0)
    steps = STEPS[name] - STEPS["la"] + shift
    high = int(octave) if octave else MIDDLE
    return round(440 * 2.0 ** (high - MIDDLE + steps / 12), 2)


def plain_note(nom: str) -> str:
    """'Ré #' as 'redieze'."""
    spelled = nom.replace("#", " dieze").replace("♯", " dieze").replace("♭", " bemol")
    return sans_accent("do" + spelled[2:] if spelled[:2].lower() == "ut" else spelled)


def une_duree(duree: object, suivant: object) -> float:
    """Seconds of a sound that is heard; `suivant` is the value after it (a decimal comma?)."""
    if is_whole(duree) and duree == 0 and is_whole(suivant):
        raise ErreurValeur("La durée vaut 0 : on n'entend rien.", POINT)
    return seconds_of(duree)


def seconds_of(duree: object) -> float:
    return nombre(duree, "La durée", 0, LONGEST, " secondes", "Essaie 0.5 : une demi-seconde.")


def instants(seconds: float) -> Son:
    """The times of the numbers of a sound, in seconds."""
    return np.arange(round(seconds * TAUX)) / TAUX


def fondu(son: Son, entree: float = FADE, sortie: float = FADE) -> Son:
    """The sound with a soft start and a soft end (seconds), at most a half of it each."""
    shaped = np.array(son, dtype=np.float64)
    half = len(shaped) // 2
    first, last = min(round(entree * TAUX), half), min(round(sortie * TAUX), half)
    if first:
        shaped[:first] *= slope(first)
    if last:
        shaped[-last:] *= slope(last)[::-1]
    return shaped


def slope(count: int) -> Son:
    """From 0 up to nearly 1, round at both ends (a raised cosine)."""
    return (1 - np.cos(np.pi * np.arange(count) / count)) / 2


def est_un_son(valeur: object) -> bool:
    """Whether this is a row of real numbers."""
    return isinstance(valeur, np.ndarray) and valeur.ndim == 1 and valeur.dtype.kind in "fiu"


def un_son(valeur: object, verbe: str) -> Son:
    """The value as a sound; else a French `ErreurType`. Not a copy when it already is one."""
    if est_un_son(valeur):
        row = np.asarray(valeur, dtype=np.float64)
        if not np.all(np.isfinite(row)):
            raise ErreurValeur(
                "Ce son contient des nombres impossibles (une division par 0 ?).",
                "Vérifie ta division.",
            )
        return row
    advice = "Écris des parenthèses : note(440, 1)." if callable(valeur) else "Essaie note(440, 1)."
    raise ErreurType(f"{verbe} attend un son : je reçois {nature(valeur)}.", advice)


def des_sons(valeurs: Iterable[object], verbe: str) -> list[Son]:
    """All the sounds given one by one or in lists, checked; their sum of lengths is bounded."""
    parts: list[Son] = []
    for valeur in valeurs:
        if isinstance(valeur, (list, tuple)):
            parts.extend(des_sons(valeur, verbe))
        else:
            parts.append(un_son(valeur, verbe))
    if sum(len(part) for part in parts) > 5 * LONGEST * TAUX:
        raise ErreurValeur(
            "Ton son est très long : il y a de la place pour 5 minutes.", "Répète moins souvent."
        )
    return parts
