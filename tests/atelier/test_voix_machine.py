"""The machine's voice: always the same, two seconds, sung like a voice and not like a note."""

from __future__ import annotations

import numpy as np

from atelier.sons import TAUX, crete
from atelier.voix_machine import voix


def test_it_lasts_two_seconds_and_never_saturates() -> None:
    assert len(voix()) == 2 * TAUX
    assert 0.5 < crete(voix()) <= 0.8001


def test_changing_it_does_not_change_the_next_one() -> None:
    son = voix()
    son[:] = 0
    assert crete(voix()) > 0.5


def test_its_mouth_opens_and_closes_and_its_vowels_differ() -> None:
    son = voix()
    loud = np.array([np.sqrt(np.mean(part**2)) for part in np.array_split(son, 40)])
    assert loud.min() < 0.1 * loud.max()
    first, third = spectrum(son, 0.15), spectrum(son, 1.15)
    assert np.corrcoef(first, third)[0, 1] < 0.9


def spectrum(son: np.ndarray, second: float) -> np.ndarray:
    """Loudness in 30 bands of 100 Hz around a moment."""
    start = round(second * TAUX)
    part = np.abs(np.fft.rfft(son[start : start + 2205]))
    return np.array([band.mean() for band in np.array_split(part[:300], 30)])


def test_it_has_no_click() -> None:
    assert np.max(np.abs(np.diff(voix()))) < 0.5
