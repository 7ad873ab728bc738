"""Sounds: lengths add up, pitch is right, mixing is a sum, nothing clicks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.erreurs_base import ErreurAtelier, ErreurType, ErreurValeur
from atelier.films import duree
from atelier.sons import (
    TAUX,
    Son,
    coup,
    crete,
    enchainer,
    fondu,
    frequence,
    melanger,
    note,
    silence,
)
from atelier.wav import wav_bytes

TIMES = st.floats(0, 0.3)
PITCHES = st.floats(100, 5000)
ROWS = st.lists(st.floats(-2, 2), max_size=40).map(lambda row: np.array(row, dtype=np.float64))


def heard(son: Son) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(son * np.hanning(len(son)), 1 << 18))
    return float(np.argmax(spectrum)) * TAUX / (1 << 18)


@settings(deadline=None)
@given(PITCHES, st.floats(0.2, 1))
def test_the_pitch_asked_is_the_pitch_heard(hauteur: float, secondes: float) -> None:
    assert heard(note(hauteur, secondes)) == pytest.approx(hauteur, rel=0.01)


def test_lengths_are_exact() -> None:
    assert (len(note(440, 1)), len(note(110, 3)), len(silence(0.5))) == (22050, 66150, 11025)
    assert duree(note(440, 2)) == 2.0
    assert duree(note(440, 0)) == 0.0


def test_the_volume_is_the_peak() -> None:
    assert crete(note(440, 1)) == pytest.approx(1, abs=1e-3)
    assert crete(2 * note(440, 1, 0.3)) == pytest.approx(0.6, abs=1e-3)
    assert crete(silence(1)) == 0
    assert crete(np.zeros(0)) == 0


@given(PITCHES, st.floats(0.05, 0.5))
def test_a_note_starts_and_ends_softly(hauteur: float, secondes: float) -> None:
    son = note(hauteur, secondes)
    assert abs(son[0]) < 1e-6
    assert np.max(np.abs(son[-3:])) < 0.01
    joined = enchainer(son, son)
    seam = np.abs(np.diff(joined[len(son) - 20 : len(son) + 20]))
    assert np.max(seam) < 0.5


@given(st.lists(TIMES, min_size=1, max_size=5))
def test_chaining_adds_the_lengths_and_a_list_is_the_same(times: list[float]) -> None:
    sons = [note(440, t) for t in times]
    assert len(enchainer(*sons)) == sum(map(len, sons))
    assert np.array_equal(enchainer(*sons), enchainer(sons))


@given(ROWS, ROWS, ROWS)
def test_chaining_is_associative_and_silence_of_zero_is_neutral(a: Son, b: Son, c: Son) -> None:
    assert np.array_equal(enchainer(enchainer(a, b), c), enchainer(a, [b, [c]]))
    assert np.array_equal(enchainer(silence(0), a), a)


@given(ROWS, ROWS)
def test_mixing_is_the_plain_sum_whatever_the_order(a: Son, b: Son) -> None:
    plain = [
        (a[i] if i < len(a) else 0.0) + (b[i] if i < len(b) else 0.0)
        for i in range(max(len(a), len(b)))
    ]
    assert np.allclose(melanger(a, b), plain)
    assert np.allclose(melanger(b, a), plain)


@given(ROWS)
def test_mixing_with_silence_changes_nothing_and_never_touches_the_original(a: Son) -> None:
    before = a.copy()
    mixed = melanger(a, silence(0))
    mixed += 1
    assert np.array_equal(a, before)


def test_sounds_may_be_louder_than_one_until_the_learner_divides() -> None:
    fort = melanger(note(440, 1), note(550, 1))
    assert crete(fort) > 1.5
    assert crete(fort / crete(fort)) == pytest.approx(1)


def test_a_drum_hits_at_once_then_fades() -> None:
    c = coup(0.2)
    assert crete(c) <= 1
    assert np.max(np.abs(c[:441])) > 0.6
    assert np.max(np.abs(c[-441:])) < 0.15
    assert np.array_equal(c, coup(0.2))


@given(ROWS)
def test_fading_never_makes_louder_nor_longer(a: Son) -> None:
    assert len(fondu(a)) == len(a)
    assert (np.abs(fondu(a)) <= np.abs(a) + 1e-12).all()


def test_note_names_follow_the_french_scale() -> None:
    assert frequence("la") == 440.0
    assert frequence("do") == 261.63
    assert frequence("do4") == pytest.approx(2 * frequence("do"), abs=0.02)
    assert frequence("Ré") == frequence("re") == 293.66
    assert frequence("do#") == frequence("réb") == frequence("ré bémol") == 277.18
    names = ["do", "ré", "mi", "fa", "sol", "la", "si", "do4"]
    heights = [frequence(name) for name in names]
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("code", "famille", "morceau"),
    [
        ("note('440', 1)", ErreurType, "440 est un nombre : pas de guillemets."),
        ("note(440, 0,5, 3)", ErreurType, "Un nombre à virgule s'écrit avec un point : 0.5"),
        ("note(440, 0,5)", ErreurValeur, "Un nombre à virgule s'écrit avec un point : 0.5"),
        ("note(440)", ErreurType, "note attend encore : durée."),
        ("note(5, 1)", ErreurValeur, "elle va de 20 à 10000 vibrations par seconde"),
        ("note(440, 61)", ErreurValeur, "elle va de 0 à 60 secondes"),
        ("note(440, -1)", ErreurValeur, "La durée vaut -1"),
        ("note(440, 1, -1)", ErreurValeur, "Le volume vaut -1"),
        ("silence('un')", ErreurType, "La durée doit être un nombre"),
        ("enchainer(note)", ErreurType, "je reçois une commande (note)"),
        ("enchainer([note(440, 60)] * 6)", ErreurValeur, "5 minutes"),
        ("melanger(3)", ErreurType, "melanger attend un son : je reçois un nombre."),
        ("crete('son')", ErreurType, "crete attend un son"),
        ("crete(note(440, 1) / 0)", ErreurValeur, "nombres impossibles"),
        ("frequence('dos')", ErreurValeur, "do, ré, mi, fa, sol, la, si"),
        ("frequence(3)", ErreurType, "je reçois un nombre"),
        ("duree('son')", ErreurType, "duree mesure un son ou un film"),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
def test_refusals_say_what_to_do(code: str, famille: type[Exception], morceau: str) -> None:
    with pytest.raises(famille) as caught:
        eval(code, globals())
    assert isinstance(caught.value, ErreurAtelier)
    assert morceau in caught.value.message


def test_a_wav_file_holds_the_sound_and_cuts_what_is_too_loud() -> None:
    data = wav_bytes(np.array([0.0, 0.5, -1.0, 3.0]))
    assert data[:4] == b"RIFF"
    assert int.from_bytes(data[24:28], "little") == TAUX
    assert list(np.frombuffer(data[44:], "<i2")) == [0, 16384, -32767, 32767]


def test_the_name_of_a_note_gets_its_number() -> None:
    with pytest.raises(ErreurType) as caught:
        note("la", 1)  # type: ignore[arg-type]
    assert caught.value.message.endswith("Écris 440 à la place.")
