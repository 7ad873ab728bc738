"""Letters become cells: the shape in the code is the shape on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier import mosaique, nouvelle_image, peindre
from atelier.erreurs_base import ErreurType, ErreurValeur

COEUR = """
.rr.rr.
rrrrrrr
.rrrrr.
..rrr..
...o...
"""


def test_each_letter_is_a_cell_of_its_colour() -> None:
    img = mosaique(COEUR, r="red", o="gold")
    assert img.size == (7, 5)
    assert img.getpixel((1, 0)) == (255, 0, 0)
    assert img.getpixel((3, 4)) == (255, 215, 0)
    assert img.getpixel((0, 0)) == (255, 255, 255)


@given(st.lists(st.text("r.", min_size=4, max_size=4), min_size=1, max_size=6))
def test_letters_paint_what_peindre_paints(lignes: list[str]) -> None:
    plain = nouvelle_image(4, len(lignes), "navy")
    for y, ligne in enumerate(lignes):
        for x, lettre in enumerate(ligne):
            if lettre == "r":
                peindre(plain, x, y, "rouge")
    made = mosaique("\n".join(lignes), "navy", r="rouge")
    assert (made.tobytes(), made.info["fond"]) == (plain.tobytes(), plain.info["fond"])


def test_a_shifted_text_is_the_same_picture() -> None:
    shifted = COEUR.replace("\n", "\n    ")
    assert (
        mosaique(shifted, r="red", o="gold").tobytes()
        == mosaique(COEUR, r="red", o="gold").tobytes()
    )


@pytest.mark.parametrize(
    ("dessin", "couleurs", "famille", "morceau"),
    [
        (COEUR, {"r": "red"}, ErreurValeur, "La lettre o, ligne 5, n'a pas de couleur. Ajoute o="),
        (".r.\n.r", {"r": "red"}, ErreurValeur, "La ligne 2 a 2 signes : la première en a 3."),
        ("..\n.,", {}, ErreurValeur, "Le signe « , », ligne 2"),
        ("", {}, ErreurValeur, "Le dessin est vide"),
        ("." * 65, {}, ErreurValeur, "64 au plus"),
        (3, {}, ErreurType, "mosaique lit un texte : je reçois un nombre."),
        ("r", {"r": "rouje"}, ErreurValeur, "Tu voulais dire « rouge » ?"),
    ],
)
def test_refusals_say_what_to_do(
    dessin: object, couleurs: dict[str, str], famille: type[Exception], morceau: str
) -> None:
    with pytest.raises(famille) as refus:
        mosaique(dessin, **couleurs)  # type: ignore[arg-type]
    assert morceau in str(refus.value.message)  # type: ignore[attr-defined]
