"""Figures are recognised wherever they are, however they are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.controles import geometrie as geo
from atelier.tortue import Tortue


def figure(cotes: int, taille: float, cap: float = 0, a_gauche: bool = False) -> Tortue:
    t = Tortue()
    t.gauche(cap)
    for _ in range(cotes):
        t.avance(taille)
        (t.gauche if a_gauche else t.droite)(360 / cotes)
    return t


@given(
    cotes=st.integers(3, 12),
    taille=st.floats(5, 400),
    cap=st.floats(0, 360),
    a_gauche=st.booleans(),
)
def test_a_regular_polygon_is_one_whatever_its_size_place_and_way(
    cotes: int, taille: float, cap: float, a_gauche: bool
) -> None:
    traits = geo.segments(figure(cotes, taille, cap, a_gauche).traits)
    assert geo.est_polygone_regulier(traits, cotes)
    assert not geo.est_polygone_regulier(traits, cotes + 1)


@given(debut=st.integers(0, 3), a_l_envers=st.lists(st.booleans(), min_size=4, max_size=4))
def test_the_order_and_the_way_of_the_strokes_do_not_count(
    debut: int, a_l_envers: list[bool]
) -> None:
    carre = geo.segments(figure(4, 80).traits)
    melange = [
        un.retourne() if envers else un
        for un, envers in zip(carre[debut:] + carre[:debut], a_l_envers, strict=True)
    ]
    assert geo.est_polygone_regulier([melange[0], melange[2], melange[1], melange[3]], 4)


def test_a_square_drawn_backwards_or_from_the_middle_of_a_side_is_a_square() -> None:
    recule, milieu = Tortue(), Tortue()
    for _ in range(4):
        recule.recule(50)
        recule.droite(90)
    milieu.avance(25)
    for _ in range(3):
        milieu.droite(90)
        milieu.avance(50)
    milieu.droite(90)
    milieu.avance(25)
    assert geo.est_polygone_regulier(geo.segments(recule.traits), 4)
    assert geo.est_polygone_regulier(geo.segments(milieu.traits), 4)


def test_a_rectangle_and_an_open_square_are_not_squares() -> None:
    rectangle, ouvert = Tortue(), Tortue()
    for pas in (80, 40, 80, 40):
        rectangle.avance(pas)
        rectangle.droite(90)
    for _ in range(3):
        ouvert.avance(50)
        ouvert.droite(90)
    assert geo.tour_ferme(geo.segments(rectangle.traits)) is not None
    assert not geo.est_polygone_regulier(geo.segments(rectangle.traits), 4)
    assert geo.tour_ferme(geo.segments(ouvert.traits)) is None


@given(morceaux=st.lists(st.floats(5, 50), min_size=1, max_size=6))
def test_aligned_strokes_are_one_stroke(morceaux: list[float]) -> None:
    t = Tortue()
    for pas in morceaux:
        t.avance(pas)
    (seul,) = geo.segments(t.traits)
    assert seul.longueur == pytest.approx(sum(morceaux))


def test_going_back_over_a_stroke_adds_nothing() -> None:
    t = Tortue()
    t.avance(100)
    t.recule(50)
    t.droite(90)
    t.avance(30)
    assert [round(un.longueur) for un in geo.segments(t.traits)] == [100, 30]
    assert geo.a_fait_demi_tour(t.traits)


def test_a_mandala_of_thirty_six_rays_has_thirty_six_strokes() -> None:
    t = Tortue()
    for _ in range(36):
        t.avance(80)
        t.recule(80)
        t.droite(10)
    assert len(geo.segments(t.traits)) == 36


def test_a_change_of_colour_starts_a_stroke_only_when_asked() -> None:
    t = Tortue()
    t.avance(50)
    t.couleur("red")
    t.avance(50)
    assert len(geo.segments(t.traits)) == 1
    assert len(geo.segments(t.traits, selon_couleur=True)) == 2


def test_the_angle_of_an_l_is_ninety_however_it_is_turned() -> None:
    for virage in (90, -90, 270):
        t = Tortue()
        t.avance(30)
        t.gauche(virage)
        t.avance(90)
        assert [round(angle) for angle in geo.coins(geo.segments(t.traits))] == [90]


@pytest.mark.parametrize(("branches", "virage"), [(5, 144), (7, 360 * 3 / 7)])
def test_a_star_is_a_star_and_not_a_polygon(branches: int, virage: float) -> None:
    t = Tortue()
    for _ in range(branches):
        t.avance(90)
        t.droite(virage)
    traits = geo.segments(t.traits)
    assert geo.est_etoile(traits, branches, virage)
    assert not geo.est_polygone_regulier(traits, branches)
    assert not geo.est_etoile(geo.segments(figure(5, 90).traits), 5, 144)


@given(nombre=st.integers(2, 40), depart=st.floats(0, 360))
def test_equal_shares_of_a_turn_are_regular(nombre: int, depart: float) -> None:
    directions = [depart + rang * 360 / nombre for rang in range(nombre)]
    assert geo.directions_regulieres(directions)
    assert geo.directions_regulieres(directions * 2)
    assert not geo.directions_regulieres([*directions, depart + 180 / nombre, depart + 90 / nombre])


def test_one_direction_is_not_a_rosette() -> None:
    assert not geo.directions_regulieres([0, 0, 360])


@given(valeurs=st.lists(st.floats(1, 100), min_size=1, max_size=8), echelle=st.floats(0.5, 20))
def test_bars_at_one_scale_are_proportional(valeurs: list[float], echelle: float) -> None:
    assert geo.proportionnels([valeur * echelle for valeur in valeurs], valeurs)


def test_bars_with_a_constant_added_are_not_proportional() -> None:
    assert not geo.proportionnels([5 + 40, 20 + 40], [5, 20])
    assert not geo.proportionnels([5], [5, 20])
    assert not geo.proportionnels([], [])


@pytest.mark.parametrize(
    ("ordres", "place"),
    [
        ([("droite", 90), ("avance", 120), ("gauche", 90), ("avance", 60)], "en bas à gauche"),
        ([("recule", 50), ("gauche", 90), ("avance", 100)], "en bas à gauche"),
        ([("avance", 120), ("droite", 90), ("avance", 60)], "en haut à droite"),
        ([("avance", 120), ("gauche", 90), ("avance", 60)], "en bas à droite"),
        ([("gauche", 90), ("avance", 120), ("droite", 90), ("avance", 60)], "en haut à gauche"),
        ([("droite", 82), ("avance", 20), ("gauche", 90), ("avance", 900)], "en bas à gauche"),
        ([("droite", 45), ("avance", 120), ("gauche", 90), ("avance", 60)], ""),
        ([("avance", 120)], ""),
        (
            [("avance", 9), ("leve", 0), ("avance", 9), ("pose", 0), ("gauche", 90), ("avance", 9)],
            "",
        ),
    ],
)
def test_the_corner_of_a_letter_has_a_place(ordres: list[tuple[str, float]], place: str) -> None:
    t = Tortue()
    for ordre, nombre in ordres:
        getattr(t, ordre)(*([nombre] if nombre else []))
    assert geo.place_du_coin(geo.segments(t.traits)) == place


def test_nothing_drawn_is_nothing() -> None:
    assert geo.segments([]) == []
    assert geo.tour_ferme([]) is None
    assert geo.etendue([]) == (0, 0)
    assert not geo.egaux([])
