"""The turtle: there and back, whole turns, pen up, and kind refusals."""

from __future__ import annotations

import copy
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.erreurs_base import ErreurAttribut, ErreurType, ErreurValeur
from atelier.tortue import MANY, Tortue

STEPS = st.floats(-500, 500, allow_nan=False)
ANGLES = st.floats(-720, 720, allow_nan=False)


def etat(t: Tortue) -> tuple[float, float, float]:
    return round(t.x, 6), round(t.y, 6), round(t.cap % 360, 6) % 360


def test_it_starts_in_the_middle_and_looks_to_the_right() -> None:
    t = Tortue()
    t.avance(100)
    assert (t.x, t.y, t.cap) == (100, 0, 0)
    (trait,) = t.traits
    assert (trait.x1, trait.y1, trait.x2, trait.y2) == (0, 0, 100, 0)
    assert (trait.couleur, trait.longueur, trait.direction) == ("black", 100, 0)


@given(ANGLES, STEPS)
def test_back_undoes_forward(angle: float, pas: float) -> None:
    t = Tortue()
    t.gauche(angle)
    debut = etat(t)
    t.avance(pas)
    t.recule(pas)
    assert etat(t) == pytest.approx(debut, abs=1e-5)


@given(ANGLES)
def test_left_undoes_right_and_360_changes_nothing(angle: float) -> None:
    t = Tortue()
    t.droite(angle)
    t.gauche(angle)
    t.droite(360)
    assert math.cos(math.radians(t.cap)) == pytest.approx(1)


@given(st.integers(3, 40), st.floats(1, 100))
def test_a_regular_polygon_closes(cotes: int, pas: float) -> None:
    t = Tortue()
    for _ in range(cotes):
        t.avance(pas)
        t.droite(360 / cotes)
    assert (t.x, t.y) == pytest.approx((0, 0), abs=1e-5)
    assert len(t.traits) == cotes


def test_y_goes_up_and_left_turns_to_it() -> None:
    t = Tortue()
    t.gauche(90)
    t.avance(10)
    assert (t.x, t.y) == (0, 10)


def test_nothing_is_drawn_while_the_pen_is_up() -> None:
    t = Tortue()
    t.leve()
    t.avance(10)
    t.cercle(5)
    t.point(5)
    assert t.formes == []
    t.pose()
    t.avance(10)
    assert len(t.traits) == 1


def test_jumping_draws_nothing_and_keeps_the_heading() -> None:
    t = Tortue()
    t.droite(30)
    t.saute(-20, 40)
    assert (etat(t), t.formes) == ((-20, 40, 330), [])


def test_a_round_stands_on_the_left_and_the_turtle_stays() -> None:
    t = Tortue()
    t.cercle(40)
    (rond,) = t.cercles
    assert (rond.x, rond.y, rond.rayon, rond.cap, rond.plein) == (0, 40, 40, 0, False)
    assert etat(t) == (0, 0, 0)


def test_rounds_of_a_rosette_are_all_different() -> None:
    t = Tortue()
    for _ in range(12):
        t.cercle(40)
        t.droite(30)
    assert len({(round(r.x), round(r.y)) for r in t.cercles}) == 12


def test_the_ink_keeps_the_learner_s_own_word() -> None:
    t = Tortue()
    t.couleur("Rouge")
    t.epaisseur(8)
    t.avance(1)
    t.couleur((255, 136, 0))
    t.avance(1)
    assert [(x.couleur, x.epaisseur) for x in t.traits] == [("Rouge", 8), ("#ff8800", 8)]


def test_moving_by_zero_leaves_no_stroke() -> None:
    t = Tortue()
    t.avance(0)
    assert t.traits == []


def test_words_are_kept_with_their_width() -> None:
    t = Tortue()
    t.ecris("Nova", 20)
    (mot,) = t.mots
    assert (mot.texte, mot.taille) == ("Nova", 20)
    assert mot.largeur > 20


def test_a_copy_does_not_share_its_drawing() -> None:
    t = Tortue()
    double = copy.deepcopy(t)
    double.avance(10)
    assert (len(t.traits), len(double.traits)) == (0, 1)


@pytest.mark.parametrize(
    ("ordre", "proposition"),
    [("avancer", "avance"), ("forward", "avance"), ("circle", "cercle"), ("colour", "couleur")],
)
def test_an_unknown_order_gets_a_proposal(ordre: str, proposition: str) -> None:
    with pytest.raises(ErreurAttribut) as caught:
        getattr(Tortue(), ordre)
    assert caught.value.message == (
        f"La tortue ne connaît pas l'ordre « {ordre} ». Tu voulais dire « {proposition} » ?"
    )


@pytest.mark.parametrize(
    ("code", "famille", "morceau"),
    [
        ("t.avance()", ErreurType, "avance attend encore : longueur."),
        ("t.avance('80')", ErreurType, "80 est un nombre : pas de guillemets."),
        ("t.avance(1e9)", ErreurValeur, "il va de -100000 à 100000"),
        ("t.saute(1, 2, 3)", ErreurType, "saute attend 2 valeurs : j'en reçois 3."),
        ("t.couleur('rougee')", ErreurValeur, "Je ne connais pas la couleur « rougee »."),
        ("t.epaisseur(-1)", ErreurValeur, "L'épaisseur vaut -1 : elle va de 0.5 à 200."),
        ("t.cercle(0)", ErreurValeur, "Le rayon vaut 0 : il va de 0.1"),
        ("t.leve(1)", ErreurType, "leve garde ses parenthèses vides : j'y trouve un nombre."),
    ],
)
def test_refusals_say_what_is_allowed(code: str, famille: type[Exception], morceau: str) -> None:
    t = Tortue()
    with pytest.raises(famille) as caught:
        eval(code, {"t": t})
    assert morceau in str(caught.value)
    assert t.formes == []


def test_a_loop_without_end_is_stopped_kindly() -> None:
    t = Tortue()

    def tourne_sans_fin() -> None:
        while True:
            t.avance(1)
            t.droite(7)

    with pytest.raises(ErreurValeur, match="elle s'arrête là"):
        tourne_sans_fin()
    assert len(t.formes) == MANY


def test_an_order_is_not_a_value_to_write() -> None:
    t = Tortue()
    with pytest.raises(ErreurAttribut, match="couleur est un ordre") as refus:
        t.couleur = "red"  # type: ignore[method-assign,assignment]
    assert "t.couleur(…)" in refus.value.message
