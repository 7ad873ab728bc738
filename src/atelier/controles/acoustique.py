"""Pure measures on sounds: pitch, notes heard, attacks, loudness, bands.

A sound is a 1-D array of numbers in [-1, 1], `CADENCE` of them per second. Pitches are in hertz,
times in seconds.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CADENCE = 22050
GRAVE, AIGU = 40.0, 10_500.0  # hertz: what a small speaker plays, up to the highest note()
FENETRE, PAS = 1024, 256  # 46 ms and 12 ms: short enough to separate notes of 0.2 s
SILENCE = 0.03  # part of the loudest moment
FLOU = 0.02  # seconds: how well the windows know where a note ends
BANDES = {"grave": (0.0, 220.0), "médium": (220.0, 900.0), "aigu": (900.0, CADENCE / 2)}

Son = NDArray[np.float64]


@dataclass(frozen=True)
class Note:
    """One pitch heard without a break."""

    hauteur: float
    debut: float
    duree: float


def duree(son: Son) -> float:
    """Seconds."""
    return len(son) / CADENCE


def crete(son: Son) -> float:
    """The largest distance from zero; above 1 the loudspeaker cuts the sound."""
    return float(np.abs(son).max()) if len(son) else 0.0


def hauteur(son: Son, points: int = 1 << 15) -> float:
    """The strongest pitch, in hertz; 0 when nothing is heard.

    Peak of the Fourier spectrum on at least `points` points, refined by a parabola through its
    three highest points.
    """
    if len(son) < 64 or crete(son) < 1e-4:
        return 0.0
    taille = max(1 << (len(son) - 1).bit_length(), points)
    spectre = np.abs(np.fft.rfft((son - son.mean()) * np.hanning(len(son)), taille))
    frequences = np.fft.rfftfreq(taille, 1 / CADENCE)
    spectre[(frequences < GRAVE) | (frequences > AIGU)] = 0
    rang = int(spectre.argmax())
    if not 0 < rang < len(spectre) - 1 or spectre[rang] == 0:
        return 0.0
    gauche, milieu, droite = np.log(spectre[rang - 1 : rang + 2] + 1e-12)
    courbure = gauche - 2 * milieu + droite
    decalage = 0.5 * (gauche - droite) / courbure if courbure else 0.0
    return float((rang + np.clip(decalage, -0.5, 0.5)) * CADENCE / taille)


def demi_tons(une: float, autre: float) -> float:
    """Distance between two pitches, in semitones (12 for an octave); infinite without sound."""
    if une <= 0 or autre <= 0:
        return math.inf
    return abs(12 * math.log2(une / autre))


def notes(son: Son, duree_minimum: float = 0.2) -> list[Note]:
    """The notes heard in order, each at least `duree_minimum` seconds long.

    A new note starts when the pitch moves by more than half a semitone, after a silence, or where
    the sound fades and comes back: two equal notes one after the other are two notes.
    """
    if crete(son) < 1e-4:
        return []
    fenetres = _fenetres(son)
    forts = np.sqrt((fenetres**2).mean(axis=1)) > SILENCE * crete(son)
    hauteurs = [
        hauteur(f, 1 << 13) if fort else 0.0 for f, fort in zip(fenetres, forts, strict=True)
    ]
    limites = creux(son)
    trouvees = []
    for debut, fin in _paliers(hauteurs):
        for a, b in _couper(debut * PAS, fin * PAS + FENETRE - PAS, limites):
            longueur = (b - a) / CADENCE
            if longueur >= duree_minimum - FLOU:
                trouvees.append(Note(hauteur(son[a:b]), a / CADENCE, longueur))
    return trouvees


def _couper(debut: int, fin: int, limites: Sequence[int]) -> list[tuple[int, int]]:
    bords = [debut, *(limite for limite in limites if debut < limite < fin), fin]
    return list(itertools.pairwise(bords))


def creux(son: Son) -> list[int]:
    """Places (index in the sound) where it fades and comes back within a few hundredths of second.

    The envelope is the largest value over 10 ms, which holds a half period from 50 Hz up; a hollow
    is below 0.8 of the loudest moments of the 40 ms on each side. (A fade of 8 ms at the end of a
    note and one at the start of the next give 0.7.)
    """
    fenetre, pas, cote = 220, 22, 40  # 10 ms, 1 ms, 40 ms
    if len(son) < fenetre:
        return []
    vues = np.lib.stride_tricks.sliding_window_view(np.abs(son), fenetre)[::pas]
    force = vues.max(axis=1)
    trouves: list[int] = []
    for rang in range(cote, len(force) - cote):
        autour = min(force[rang - cote : rang].max(), force[rang + 1 : rang + cote].max())
        est_le_plus_bas = force[rang] <= force[rang - 8 : rang + 9].min()
        if force[rang] < 0.8 * autour and est_le_plus_bas and autour > SILENCE * force.max():
            place = rang * pas + fenetre // 2
            if not trouves or place - trouves[-1] > cote * pas:
                trouves.append(place)
    return trouves


def _fenetres(son: Son) -> Son:
    if len(son) < FENETRE:
        son = np.concatenate([son, np.zeros(FENETRE - len(son))])
    return np.lib.stride_tricks.sliding_window_view(son, FENETRE)[::PAS]


def _paliers(hauteurs: Sequence[float]) -> list[tuple[int, int]]:
    """Runs of windows with one pitch, as (first, after the last)."""
    paliers: list[tuple[int, int]] = []
    debut = 0
    for rang in range(1, len(hauteurs) + 1):
        fini = rang == len(hauteurs) or not _meme(hauteurs[debut], hauteurs[rang])
        if fini:
            if hauteurs[debut]:
                paliers.append((debut, rang))
            debut = rang
    return paliers


def _meme(une: float, autre: float) -> bool:
    return une == autre == 0 or demi_tons(une, autre) <= 0.5


def hauteurs_differentes(liste: Sequence[float], marge: float = 0.5) -> list[float]:
    """Pitches more than `marge` semitones apart from each other, in order of arrival."""
    uniques: list[float] = []
    for une in liste:
        if all(demi_tons(une, autre) > marge for autre in uniques):
            uniques.append(une)
    return uniques


def attaques(son: Son) -> list[float]:
    """Times (seconds) at which a hit starts: loudness rises suddenly after a calm moment."""
    pas, fenetre, calme = 110, 441, 10  # 5 ms, 20 ms, 50 ms
    if crete(son) < 1e-4:
        return []
    plein = np.concatenate([np.zeros(fenetre), son, np.zeros(fenetre)])
    vues = np.lib.stride_tricks.sliding_window_view(plein, fenetre)[::pas]
    force = np.sqrt((vues**2).mean(axis=1))
    force = force / force.max()
    temps: list[float] = []
    for rang in range(1, len(force)):
        avant = force[max(0, rang - calme) : rang].min()
        if force[rang] > 0.2 and force[rang] > 2.5 * avant:
            instant = max(0.0, (rang * pas - fenetre) / CADENCE)
            if not temps or instant - temps[-1] > 0.06:
                temps.append(instant)
    return temps


def ecarts(temps: Sequence[float]) -> list[float]:
    """Times between consecutive attacks."""
    return [b - a for a, b in itertools.pairwise(temps)]


def bandes(son: Son, part: float = 0.05) -> list[str]:
    """Bands ("grave", "médium", "aigu") that hold at least `part` of the energy."""
    if crete(son) < 1e-4:
        return []
    energie = np.abs(np.fft.rfft(son)) ** 2
    frequences = np.fft.rfftfreq(len(son), 1 / CADENCE)
    return [
        nom
        for nom, (bas, haut) in BANDES.items()
        if energie[(frequences >= bas) & (frequences < haut)].sum() >= part * energie.sum()
    ]


def contient(son: Son, frequence: float, part: float = 0.1) -> bool:
    """Whether a pitch is heard in the mix: its energy, give or take half a semitone, is at
    least `part` of the strongest pitch's."""
    if crete(son) < 1e-4:
        return False
    spectre = np.abs(np.fft.rfft(son))
    frequences = np.fft.rfftfreq(len(son), 1 / CADENCE)
    autour = np.abs(12 * np.log2(np.maximum(frequences, 1e-9) / frequence)) <= 0.5
    return bool(autour.any() and spectre[autour].max() >= part * spectre.max())
