"""Plain values: sentences, colours, adventures, subtitles, logos, films."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from atelier.controles import ABSENT, Outils, aventure, cinema, logo, sous_titres
from atelier.controles.phrases import liste_de_mots, pluriel, virgule

# ── sentences ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("appel", "texte"),
    [
        (pluriel(0, "case"), "0 case"),
        (pluriel(1, "case"), "1 case"),
        (pluriel(2, "case"), "2 cases"),
        (pluriel(1.5, "seconde"), "1,5 seconde"),
        (pluriel(3, "note différente"), "3 notes différentes"),
        (pluriel(2, "fois"), "2 fois"),
        (pluriel(2, "carreau"), "2 carreaux"),
        (pluriel(2, "œil", "yeux"), "2 yeux"),
        (virgule(4.5), "4,5"),
        (virgule(3.0), "3"),
        (virgule(1.073, 1), "1,1"),
        (virgule(-0.0001), "0"),
        (virgule(math.nan), "?"),
        (liste_de_mots(["do", "mi", "sol"]), "do, mi et sol"),
        (liste_de_mots([1]), "1"),
        (liste_de_mots([]), ""),
    ],
)
def test_sentences_agree_with_numbers(appel: str, texte: str) -> None:
    assert appel == texte


@given(nombre=st.integers(2, 10**6))
def test_the_plural_starts_at_two(nombre: int) -> None:
    assert pluriel(nombre, "trait").endswith(" traits")


# ── colours ─────────────────────────────────────────────────────────────────────────────


def test_contrast_and_known_colours_are_read() -> None:
    c = Outils({"fond": "white", "encre": "navy", "bof": "rouje", "liste": ["red", "rouje"]})
    fond, encre = c.couleur("fond"), c.couleur("encre")
    assert fond.contraste(encre) > 4.5
    assert fond.contraste(encre) == encre.contraste("white")
    assert fond.contraste(fond) == 1
    assert c.couleur("bof") is ABSENT
    assert c.manques == ["bof doit être une couleur."]
    assert c.palette("liste").inconnues == ["rouje"]
    assert c.palette("liste").couleurs == 1
    assert fond.luminance == pytest.approx(1)


# ── adventures ──────────────────────────────────────────────────────────────────────────


def test_an_adventure_is_walked_to_its_last_place() -> None:
    sorties = {"depart": ["parc", "rue"], "parc": ["canal"], "rue": ["canal"], "canal": []}
    assert aventure.inaccessibles(sorties) == []
    assert aventure.impasses(sorties) == []
    assert aventure.fins(sorties) == ["canal"]


def test_dead_exits_and_lost_places_are_named() -> None:
    sorties = {"depart": ["parc"], "parc": ["mer"], "rue": ["rue"], "canal": []}
    assert aventure.impasses(sorties) == ["mer"]
    assert aventure.inaccessibles(sorties) == ["canal", "rue"]
    assert aventure.inaccessibles({"parc": []}) == ["parc"]


def test_an_adventure_that_is_not_a_dictionary_is_told_so() -> None:
    c = Outils({"sorties": ["parc"]})
    assert c.aventure("sorties") is ABSENT
    assert c.manques == ["sorties doit être un dictionnaire, entre accolades { }."]


# ── subtitles ───────────────────────────────────────────────────────────────────────────


def test_subtitles_follow_each_other_and_leave_time_to_read() -> None:
    bien = [(0, 2, "Bonjour"), (2, 4, "Roubaix !")]
    assert sous_titres.chevauchements(bien) == 0
    assert sous_titres.vitesse(bien) < sous_titres.CONFORT
    assert sous_titres.chevauchements([(0, 4, "a"), (3, 6, "b")]) == 1
    assert sous_titres.vitesse([(0, 1, "Bonjour tout le monde du quartier")]) > 20


@pytest.mark.parametrize("ligne", [(0, 2), (2, 2, "a"), ("0", 2, "a"), (0, 2, 3), "abc"])
def test_a_line_that_is_no_subtitle_is_never_fine(ligne: object) -> None:
    assert sous_titres.chevauchements([ligne]) >= 1
    assert sous_titres.vitesse([ligne]) == math.inf


# ── logos ───────────────────────────────────────────────────────────────────────────────


def svg(dedans: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{dedans}</svg>'


def test_shapes_of_a_logo_are_read_with_their_colours_and_frame() -> None:
    texte = svg('<circle cx="50" cy="50" r="40" fill="gold"/><rect x="80" width="30" height="9"/>')
    rond, carre = logo.formes(texte)
    assert (rond.genre, rond.rayon, rond.couleurs) == ("circle", 40, ("gold",))
    assert rond.est_dans_le_cadre()
    assert not carre.est_dans_le_cadre()
    assert logo.est_sur(texte)


def test_an_open_tag_is_not_valid() -> None:
    assert not logo.est_valide(svg('<circle r="30">'))
    assert logo.formes(svg('<circle r="30">')) == []


@pytest.mark.parametrize(
    "dedans",
    [
        "<script>1</script>",
        '<a href="x"><circle r="3"/></a>',
        '<image href="x.png"/>',
        '<circle r="3" onclick="1"/>',
        '<circle r="3" fill="url(http://x)"/>',
        "<foreignObject/>",
        "<style>*{}</style>",
    ],
)
def test_a_logo_that_could_act_is_not_safe(dedans: str) -> None:
    assert not logo.est_sur(svg(dedans))


def test_a_text_that_declares_entities_is_refused_unread() -> None:
    assert not logo.est_valide('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("&a;"))


# ── films ───────────────────────────────────────────────────────────────────────────────


def disques(positions: list[int]) -> list[Image.Image]:
    images = []
    for x in positions:
        image = Image.new("RGB", (160, 120), "navy")
        ImageDraw.Draw(image).ellipse((x - 12, 48, x + 12, 72), fill="gold")
        images.append(image)
    return images


def test_a_disc_that_goes_right_goes_right() -> None:
    assert cinema.avance_a_droite(disques(list(range(20, 120, 10))))
    assert not cinema.avance_a_droite(disques(list(range(100, 20, -10))))
    assert not cinema.avance_a_droite(disques([50] * 8))
    assert not cinema.avance_a_droite([])


def test_a_film_made_by_atelier_is_read_with_its_speed_and_sound() -> None:
    from atelier import gif, note, video

    images = disques([20, 40, 60, 80])
    c = Outils({"film": gif(images, 8), "clip": video(images, 4, note(440, 1)), "images": images})
    film = c.film("film")
    assert (film.cadence, film.duree, film.son) == (8, pytest.approx(0.5), None)
    assert film.differentes == c.images("images").differentes == c.images("film").images == 4
    assert c.son(c.film("clip").son).duree == pytest.approx(1)
    assert film.ne_clignote_pas
    assert c.film("images") is ABSENT


def test_a_fade_comes_closer_at_each_picture() -> None:
    a, b = Image.new("RGB", (8, 6), "black"), Image.new("RGB", (8, 6), "white")
    fondu = [Image.blend(a, b, i / 6) for i in range(7)]
    c = Outils({"images": fondu, "b": b})
    assert c.images("images").se_rapproche_de(c.image("b"))
    assert not c.images(fondu[::-1]).se_rapproche_de(b)
