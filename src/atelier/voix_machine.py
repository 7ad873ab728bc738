"""A voice made by the machine: a buzzing throat and the resonances of a mouth."""

from __future__ import annotations

from functools import cache

import numpy as np

from atelier.arguments import commande
from atelier.sons import TAUX, Son, fondu

DESCRIPTION = "Une voix de machine chantonne : a, lo, rou, bè"

# Resonances of the mouth (Hz) for each moment, and how loud the throat (0 to 1) and the breath
# are. Vowels: mean formants of spoken French (a, o, u, ɛ) as phonetics textbooks give them; the
# consonants l, r, b are sketched: a softer, darker moment, a rough one, a closed one.
MOMENTS: list[tuple[float, tuple[float, float, float], float, float]] = [
    # seconds, formants, throat, breath
    (0.00, (700, 1300, 2600), 0.0, 0.00),
    (0.06, (720, 1300, 2600), 1.0, 0.02),
    (0.26, (700, 1300, 2600), 0.9, 0.02),
    (0.33, (360, 1300, 2700), 0.4, 0.01),
    (0.40, (360, 1200, 2700), 0.4, 0.01),
    (0.47, (400, 800, 2500), 1.0, 0.02),
    (0.72, (380, 780, 2500), 0.7, 0.02),
    (0.80, (400, 900, 2400), 0.0, 0.00),
    (0.88, (480, 1100, 2100), 0.5, 0.20),
    (0.98, (480, 1050, 2100), 0.5, 0.20),
    (1.06, (310, 780, 2300), 1.0, 0.02),
    (1.26, (310, 780, 2300), 0.9, 0.02),
    (1.32, (200, 700, 2200), 0.12, 0.00),
    (1.38, (200, 900, 2200), 0.10, 0.00),
    (1.41, (520, 1700, 2500), 1.0, 0.10),
    (1.75, (560, 1750, 2600), 0.9, 0.02),
    (2.00, (560, 1750, 2600), 0.0, 0.01),
]
MELODY = ((0.0, 196.0), (0.30, 208.0), (0.45, 233.0), (0.9, 220.0), (1.4, 262.0), (2.0, 233.0))
BANDWIDTHS = (80.0, 100.0, 140.0)  # Hz, width of each resonance
SHARES = (1.0, 0.55, 0.3)  # loudness of each resonance


@commande("voix()")
def voix() -> Son:
    """Rendre une petite voix de machine (2 secondes), à transformer."""
    return spoken().copy()


@cache
def spoken() -> Son:
    """The voice, made once: harmonics of the throat weighted by the mouth, plus breath.

    Source-filter model of speech (G. Fant, Acoustic Theory of Speech Production, 1960).
    """
    times = np.arange(round(MOMENTS[-1][0] * TAUX)) / TAUX
    marks = [moment[0] for moment in MOMENTS]
    formants = [np.interp(times, marks, [m[1][k] for m in MOMENTS]) for k in range(3)]
    throat = np.interp(times, marks, [m[2] for m in MOMENTS])
    breath = np.interp(times, marks, [m[3] for m in MOMENTS])
    pitch = np.interp(times, [m[0] for m in MELODY], [m[1] for m in MELODY])
    pitch = pitch * (1 + 0.012 * np.sin(2 * np.pi * 5.2 * times))  # vibrato: less of a robot
    sound = throat * hum(pitch, formants) + breath * wind(len(times))
    return fondu(0.8 * sound / np.max(np.abs(sound)), 0.01, 0.03)


def hum(pitch: Son, formants: list[Son]) -> Son:
    """Sum of the harmonics below 5 kHz, each as loud as the mouth lets it through."""
    phase = 2 * np.pi * np.cumsum(pitch) / TAUX
    total = np.zeros(len(pitch))
    for rank in range(1, int(5000 / float(np.min(pitch))) + 1):
        tone = pitch * rank
        gain = sum(
            (share * width**2 / ((tone - formant) ** 2 + width**2))
            for formant, width, share in zip(formants, BANDWIDTHS, SHARES, strict=True)
        )
        total += (gain + 0.004) * hush(tone) * np.sin(phase * rank) / rank**0.35
    return total


def hush(tone: Son) -> Son:
    """1 below 4 kHz, falling to 0 at 5 kHz: a harmonic that glides out makes no click."""
    return np.clip((5000 - tone) / 1000, 0, 1)


def wind(count: int) -> Son:
    """Soft noise, without its lowest part, always the same."""
    noise = np.random.default_rng(1906).normal(0, 0.5, count)
    smooth = np.convolve(noise, np.ones(4) / 4, mode="same")
    return smooth - np.convolve(smooth, np.ones(40) / 40, mode="same")
