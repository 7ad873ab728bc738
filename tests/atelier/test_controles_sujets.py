"""Subjects read like sentences: numbers say themselves, the first true row speaks."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from atelier import Tortue, enchainer, note, nouvelle_image, peindre
from atelier.controles import ABSENT, Constat, Outils, PasEncore, dernier_bilan, si
from atelier.controles.constats import qui_parle
from atelier.controles.juge import A_REVOIR, Controle
from atelier.controles.memoire import Memoire
from atelier.controles.nombres import Compte, Mesure
from atelier.controles.phrases import pluriel
from atelier.controles.sujet import Sujet
from atelier.controles.sujets import SANS_BADGE, Sujets
from atelier.trace import Cellule


def controle(source: str = "x = 1", **espace: Any) -> Controle:
    return Controle(3, Cellule(source), espace, souvenirs=Memoire())


def dit(c: Controle) -> str:
    with pytest.raises(PasEncore) as refus:
        c.bilan("bravo")
    return refus.value.phrase


# ── numbers ─────────────────────────────────────────────────────────────────────────────


@given(st.integers(0, 500))
def test_a_count_says_itself_as_pluriel_does(nombre: int) -> None:
    assert f"{Compte(nombre):note différente}" == pluriel(nombre, "note différente")


def test_a_measure_has_a_comma_and_the_decimals_one_asks_for() -> None:
    assert [f"{Mesure(4.5)}", f"{Mesure(4.54):.1f}", f"{Mesure(2):seconde}", str(Mesure(3))] == [
        "4,5",
        "4,5",
        "2 secondes",
        "3",
    ]


def test_what_is_left_says_itself_too() -> None:
    cases = Compte(11)
    assert f"{12 - cases:case}" == "1 case"
    assert f"{cases // 2:marche} et {cases + 1:case}" == "5 marches et 12 cases"


# ── rows ────────────────────────────────────────────────────────────────────────────────


def test_the_first_true_row_speaks() -> None:
    c = controle()
    c.etoile(False, si(False, "un"), si(True, "deux"), si(True, "trois"), "quatre")
    assert dit(c) == "deux"


def test_the_last_sentence_speaks_when_no_row_is_true() -> None:
    c = controle()
    c.etoile(False, si(False, "un"), si(lambda: 0, "deux"), lambda: "trois")
    assert dit(c) == "trois"


def test_rows_without_a_last_sentence_never_leave_silence() -> None:
    assert qui_parle((si(False, "un"), si(False, "deux"))) == 1


def test_a_property_says_its_own_sentence() -> None:
    c = controle(son=3 * np.ones(9), source="son = 3")
    c.etoile(c.son("son").ne_craque_pas)
    assert dit(c) == "Ton son craque : il est trop fort. Garde un volume de 1."


def test_a_condition_without_any_sentence_says_something_kind() -> None:
    c = controle()
    c.etoile(False)
    assert dit(c) == A_REVOIR


def test_the_row_that_spoke_can_be_asked_for_the_proof() -> None:
    c = Controle(3, Cellule("x = 1"), {})
    c.etoile(True, "un")
    c.etoile(False, si(False, "deux"), "trois")
    c.etoile(True)
    c.bilan("bravo")
    bilan = dernier_bilan()
    assert bilan is not None
    assert (bilan.rangees, bilan.parle) == ((1, 2, 1), (1, 1))


def test_a_property_that_spoke_is_known_as_the_condition_that_was_not_met() -> None:
    c = Controle(3, Cellule("son = 3"), {"son": 3 * np.ones(9)})
    c.etoile(True, "un")
    c.cachee(c.son("son").ne_craque_pas)
    c.bilan("bravo")
    bilan = dernier_bilan()
    assert bilan is not None
    assert (bilan.rangees, bilan.parle) == ((1, 1), (1, None))


# ── subjects that are not there ─────────────────────────────────────────────────────────


def test_a_subject_that_is_missing_says_so_and_nothing_after_it_passes() -> None:
    c = controle()
    t = c.dessin("t")
    c.etoile(not t.fait_demi_tour, "autre phrase")
    assert dit(c) == "Python ne trouve pas encore t. Range ta création dedans : t = …"


def test_a_subject_opened_after_a_met_condition_leaves_its_star() -> None:
    c = controle()
    c.etoile(True, "")
    c.etoile(c.dessin("t").traits == 0, "autre phrase")
    assert c.bilan("bravo") == 1


def test_a_missing_subject_has_no_reading_that_crashes() -> None:
    rien = Outils({}).dessin("t")
    assert rien is ABSENT
    assert f"Je vois {rien.traits:trait}." == "Je vois rien."
    assert not rien.est_regulier(4)
    assert not rien.traits_de(150)


def test_a_cell_without_a_badge_is_told_so() -> None:
    c = controle()
    c.etoile(len(c.badge().textes) >= 2, "autre phrase")
    assert dit(c) == SANS_BADGE


# ── every kind ──────────────────────────────────────────────────────────────────────────


def sujets() -> list[type[Sujet]]:
    return Sujet.__subclasses__()


@pytest.mark.parametrize("genre", sujets())
def test_no_kind_takes_what_is_not_of_its_kind(genre: type[Sujet]) -> None:
    assert not genre.convient(None)
    assert not genre.convient(3.5)


@pytest.mark.parametrize("genre", sujets())
def test_every_reading_says_what_it_gives(genre: type[Sujet]) -> None:
    for nom, lecture in vars(genre).items():
        if not nom.startswith("_") and nom != "genre":
            assert inspect.getdoc(lecture), f"{genre.__name__}.{nom}"


def test_every_kind_can_be_opened_by_a_check() -> None:
    ouvertures = [nom for nom, _ in inspect.getmembers(Sujets, inspect.isfunction)]
    rendus = {str(inspect.signature(getattr(Sujets, nom)).return_annotation) for nom in ouvertures}
    assert {genre.__name__ for genre in sujets()} <= rendus


# ── drawings ────────────────────────────────────────────────────────────────────────────


def dessin(ordres: str) -> Any:
    t = Tortue()
    exec(ordres, {"t": t})
    return Outils({"t": t}).dessin("t")


def test_a_stroke_of_another_length_is_named_by_its_rank() -> None:
    t = dessin("t.avance(150); t.droite(90); t.avance(149)")
    assert t.a_un_trait_de(150)
    assert not t.traits_de(150)
    assert t.traits_de(150).phrase == "Ton 2e trait fait 149. Mets 150 dans son avance."
    assert dessin("t.avance(150); t.droite(90); t.avance(150)").traits_de(150)
    assert not dessin("t.droite(90)").traits_de(150)


def test_going_straight_on_and_turning_at_the_end_are_told_apart() -> None:
    assert dessin("t.avance(60); t.avance(60)").file_droit
    assert not dessin("t.avance(60); t.droite(90)").file_droit
    assert not dessin("t.avance(60); t.droite(90); t.avance(60)").file_droit


def test_a_tiny_stroke_is_not_seen() -> None:
    assert dessin("t.avance(60); t.droite(90); t.avance(40)").se_voit
    assert not dessin("t.avance(60); t.droite(90); t.avance(2)").se_voit


def test_two_strokes_at_one_place_are_one_place() -> None:
    assert dessin("t.avance(60); t.recule(60)").endroits == 1
    assert dessin("t.avance(60); t.cercle(9)").endroits == 2


# ── pictures ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def photo() -> Image.Image:
    hasard = np.random.default_rng(4)
    return Image.fromarray(hasard.integers(0, 256, (6, 8, 3), dtype=np.uint8))


def test_a_negative_and_swapped_channels_are_known_by_name(photo: Image.Image) -> None:
    rouge, vert, bleu = photo.split()
    negatif = Outils({}).image(ImageOps.invert(photo))
    echange = Outils({}).image(Image.merge("RGB", (bleu, rouge, vert)))
    assert negatif.est_negatif_de(photo)
    assert not negatif.echange_les_canaux_de(photo)
    assert echange.echange_les_canaux_de(photo)
    assert not echange.est_negatif_de(photo)


def test_grey_of_a_photo_is_grey_and_of_this_photo(photo: Image.Image) -> None:
    gris = Outils({}).image(photo.convert("L"))
    assert gris.est_gris_de(photo)
    assert not Outils({}).image(photo).est_gris_de(photo)
    assert not Outils({}).image(ImageOps.invert(photo.convert("L"))).est_gris_de(photo)


def test_a_diagonal_is_no_row() -> None:
    img = nouvelle_image(8, 8, "white")
    for rang in range(4):
        peindre(img, 7 - rang, rang, "red")
    lue = Outils({"img": img}).image("img")
    assert (lue.plus_longue_diagonale, lue.plus_longue_ligne) == (4, 1)


def test_two_colours_that_look_the_same_are_one() -> None:
    img = nouvelle_image(8, 8, "white")
    peindre(img, 0, 0, (200, 0, 0))
    peindre(img, 1, 0, (210, 0, 0))
    assert not Outils({"img": img}).image("img").couleurs_se_distinguent
    peindre(img, 2, 0, "blue")
    assert Outils({"img": img}).image("img").couleurs_se_distinguent


# ── sounds ──────────────────────────────────────────────────────────────────────────────


def air(*hauteurs: float) -> Any:
    return Outils({}).son(enchainer(*(note(une, 0.3) for une in hauteurs)))


def test_a_melody_goes_up_and_comes_back() -> None:
    arche = air(262, 330, 392, 330, 262)
    assert arche.monte_puis_descend
    assert arche.part_et_revient
    assert not arche.monte
    gamme = air(262, 330, 392)
    assert gamme.monte
    assert not gamme.monte_puis_descend
    assert not gamme.part_et_revient


# ── sentences written once ──────────────────────────────────────────────────────────────


def test_a_sentence_of_a_property_is_as_short_as_those_of_the_lessons() -> None:
    from quartiers.lessons.lint.french import longest_sentence, sentences

    t, lue = dessin("t.avance(60)"), Outils({}).image(nouvelle_image(8, 8, "white"))
    phrases = [
        valeur.phrase
        for sujet in (t, lue, air(262))
        for nom in dir(sujet)
        if isinstance(valeur := getattr(sujet, nom), Constat)
    ]
    assert len(phrases) >= 8
    for phrase in [*phrases, t.traits_de(150).phrase]:
        assert len(sentences(phrase)) <= 2, phrase
        assert longest_sentence(phrase)[0] <= 16, phrase
