"""Sounds are judged on what one hears."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.controles import acoustique as son
from atelier.sons import coup, enchainer, frequence, melanger, note, silence


def hauteurs(entendu: son.Son, duree: float = 0.2) -> list[float]:
    return [une.hauteur for une in son.notes(entendu, duree)]


@settings(max_examples=40, deadline=None)
@given(frequence=st.floats(80, 3000), volume=st.floats(0.05, 1))
def test_the_pitch_of_a_note_is_its_frequency(frequence: float, volume: float) -> None:
    assert son.demi_tons(son.hauteur(note(frequence, 0.4, volume)), frequence) < 0.05


@settings(max_examples=20, deadline=None)
@given(frequence=st.floats(100, 1500))
def test_playing_twice_faster_is_twice_higher(frequence: float) -> None:
    lent = note(frequence, 0.6)
    assert son.hauteur(lent[::2]) == pytest.approx(2 * son.hauteur(lent), rel=0.01)


def test_silence_has_no_pitch_no_note_and_no_attack() -> None:
    for rien in (silence(0.5), np.zeros(0)):
        assert son.hauteur(rien) == 0
        assert son.notes(rien) == []
        assert son.attaques(rien) == []
        assert son.bandes(rien) == []
        assert son.crete(rien) == 0


@settings(max_examples=15, deadline=None)
@given(
    noms=st.lists(
        st.sampled_from(["do", "ré", "mi", "fa", "sol", "la", "si"]), min_size=1, max_size=7
    ),
    duree=st.sampled_from([0.2, 0.25, 0.3, 0.5]),
)
def test_a_melody_is_heard_note_by_note_repeats_included(noms: list[str], duree: float) -> None:
    attendues = [frequence(nom) for nom in noms]
    entendues = hauteurs(enchainer([note(f, duree) for f in attendues]))
    assert len(entendues) == len(attendues)
    assert all(son.demi_tons(a, b) < 0.5 for a, b in zip(entendues, attendues, strict=True))


def test_notes_too_short_to_be_heard_do_not_count() -> None:
    assert hauteurs(enchainer(note(440, 0.03), note(550, 0.03), note(660, 0.03))) == []


def test_silences_between_notes_change_nothing() -> None:
    serrees = enchainer(note(440, 0.3), note(550, 0.3))
    aerees = enchainer(silence(0.2), note(440, 0.3), silence(0.4), note(550, 0.3), silence(0.1))
    assert hauteurs(serrees) == pytest.approx(hauteurs(aerees), rel=0.01)


def test_one_long_note_is_one_note() -> None:
    (seule,) = son.notes(note(440, 2))
    assert seule.duree == pytest.approx(2, abs=0.05)


def test_different_pitches_are_counted_once() -> None:
    assert len(son.hauteurs_differentes([440, 550, 441, 880])) == 3


@pytest.mark.parametrize("nombre", [1, 2, 4, 8])
@pytest.mark.parametrize("ecart", [0.0, 0.1, 0.4])
def test_each_hit_is_counted_once(nombre: int, ecart: float) -> None:
    rythme = enchainer([coup(0.1), silence(ecart)] * nombre)
    assert len(son.attaques(rythme)) == nombre


def test_the_times_between_regular_hits_are_equal() -> None:
    ecarts = son.ecarts(son.attaques(enchainer([coup(0.1), silence(0.4)] * 4)))
    assert ecarts == pytest.approx([0.5] * 3, abs=0.03)


def test_a_mix_keeps_its_low_and_high_parts() -> None:
    mix = melanger(note(110, 1), note(550, 1))
    assert son.bandes(mix) == ["grave", "médium"]
    assert son.contient(mix, 110)
    assert son.contient(mix, 550)
    assert not son.contient(mix, 330)


def test_semitones_count_from_the_ratio() -> None:
    assert son.demi_tons(440, 880) == pytest.approx(12)
    assert son.demi_tons(0, 440) == float("inf")
