"""The workshop's font: every French letter is in it, and lines fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.lettres import drawable, fit, font, police, wrap, writable

FRENCH = "éèêëàâäîïôöùûüÿçœæÉÈÊËÀÂÄÎÏÔÖÙÛÜŸÇŒÆ«»’‘“”–—…€°×·\u00a0\u202f!?;:,.0123456789"


@pytest.mark.parametrize("bold", [False, True])
def test_every_french_sign_has_its_own_drawing(bold: bool) -> None:
    letters = font(40, bold)
    missing = bytes(letters.getmask("\U0010ffff"))
    assert [c for c in FRENCH if bytes(letters.getmask(c)) == missing] == []


@pytest.mark.parametrize("bold", [False, True])
def test_accents_really_are_drawn(bold: bool) -> None:
    letters = font(40, bold)
    for plain, accented in zip("eaucoEAUCO", "éàùçôÉÀÙÇÔ", strict=True):
        assert bytes(letters.getmask(plain)) != bytes(letters.getmask(accented))


def test_police_writes_with_pillow() -> None:
    page = Image.new("RGB", (200, 60), "white")
    ImageDraw.Draw(page).text((5, 5), "Été à l’Alma", fill="black", font=police(30, gras=True))
    assert page.getextrema()[0][0] == 0


@pytest.mark.parametrize(("taille", "famille"), [("40", ErreurType), (2, ErreurValeur)])
def test_an_impossible_size_is_refused(taille: object, famille: type[Exception]) -> None:
    with pytest.raises(famille):
        police(taille)  # type: ignore[arg-type]


@given(st.text(alphabet="abcdé œ", max_size=80), st.integers(20, 200))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, width: int) -> None:
    letters = font(12, False)
    lines = wrap(text, letters, width)
    assert all(letters.getlength(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_fit_takes_the_largest_size_that_enters() -> None:
    chosen = fit("Sirius", 100, 80, 8, True)
    assert chosen.getlength("Sirius") <= 100 < font(int(chosen.size) + 1, True).getlength("Sirius")


def test_signs_without_a_drawing_are_left_out() -> None:
    assert writable("Œuf 😎 à l’Alma\u202f!") == "Œuf à l’Alma !"


@given(st.text(max_size=30))
def test_what_is_left_can_always_be_written(text: str) -> None:
    assert all(ord(c) in drawable() or c == " " for c in writable(text))
    font(20, False).getmask(writable(text))
