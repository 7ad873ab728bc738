"""Pictures are judged on their pixels, and never changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from atelier.controles import affiche, pixels
from atelier.controles.lecteur import empreinte
from atelier.lettres import police


def au_hasard(largeur: int, hauteur: int, graine: int = 1) -> Image.Image:
    hasard = np.random.default_rng(graine)
    return Image.fromarray(hasard.integers(0, 256, (hauteur, largeur, 3), dtype=np.uint8))


def grille(cases: set[tuple[int, int]], cote: int = 8) -> Image.Image:
    image = Image.new("RGB", (cote, cote), "white")
    for case in cases:
        image.putpixel(case, (200, 0, 0))
    return image


CASES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)))


@given(cases=CASES)
def test_painted_cells_are_found_where_they_are(cases: set[tuple[int, int]]) -> None:
    assert pixels.cases(pixels.peintes(grille(cases))) == cases


@given(x=st.integers(0, 4), y=st.integers(0, 7), longueur=st.integers(1, 4))
def test_a_row_is_a_row_and_turned_it_is_a_column(x: int, y: int, longueur: int) -> None:
    couchee = pixels.peintes(grille({(x + i, y) for i in range(longueur)}))
    assert pixels.plus_longue_suite(couchee) == longueur
    assert pixels.plus_longue_suite(couchee, debout=True) == 1
    assert pixels.plus_longue_suite(couchee.T, debout=True) == longueur


@given(cases=CASES)
def test_a_picture_and_its_mirror_side_by_side_are_symmetric(cases: set[tuple[int, int]]) -> None:
    image = grille(cases)
    double = Image.new("RGB", (16, 8))
    double.paste(image, (0, 0))
    double.paste(ImageOps.mirror(image), (8, 0))
    assert pixels.est_miroir(double)
    assert pixels.est_miroir(double.transpose(Image.Transpose.ROTATE_90), debout=True)


def test_a_draughtboard_is_one_in_both_orders_and_stripes_are_not() -> None:
    un = grille({(x, y) for x in range(8) for y in range(8) if (x + y) % 2})
    autre = grille({(x, y) for x in range(8) for y in range(8) if (x + y) % 2 == 0})
    raies = grille({(x, y) for x in range(0, 8, 2) for y in range(8)})
    assert pixels.est_damier(pixels.peintes(un))
    assert pixels.est_damier(pixels.peintes(autre))
    assert not pixels.est_damier(pixels.peintes(raies))


def test_a_cloth_repeats_at_its_own_step() -> None:
    raies = Image.new("RGB", (20, 20), "white")
    for x in range(0, 20, 4):
        for y in range(20):
            raies.putpixel((x, y), (9, 9, 99))
    assert pixels.periode(raies) == 4
    assert pixels.periode(raies.transpose(Image.Transpose.ROTATE_90), debout=True) == 4
    assert pixels.periode(au_hasard(20, 20)) == 0


@given(poids=st.tuples(*[st.integers(1, 9)] * 3))
def test_any_weighted_grey_lies_between_the_lights(poids: tuple[int, int, int]) -> None:
    photo = au_hasard(12, 9)
    gris = (pixels.tableau(photo) * np.array(poids)).sum(axis=2) // sum(poids)
    image = Image.fromarray(np.stack([gris] * 3, axis=2).astype(np.uint8))
    assert pixels.est_gris(image)
    assert pixels.entre_les_lumieres(image, photo)


def test_a_grey_out_of_nowhere_is_not_between_the_lights() -> None:
    assert not pixels.entre_les_lumieres(Image.new("RGB", (12, 9), "gray"), au_hasard(12, 9))


def test_twice_the_negative_is_the_picture() -> None:
    photo = au_hasard(20, 15)
    assert pixels.part_differente(photo, ImageOps.invert(ImageOps.invert(photo))) == 0
    assert pixels.part_differente(photo, ImageOps.invert(photo)) > 0.9


def test_pictures_of_two_sizes_differ_everywhere() -> None:
    assert pixels.part_differente(au_hasard(4, 4), au_hasard(5, 4)) == 1
    assert pixels.ecart_moyen(au_hasard(4, 4), au_hasard(5, 4)) == 255


def test_a_blur_lowers_sharpness_and_keeps_light() -> None:
    photo = au_hasard(60, 45)
    flou = photo.filter(ImageFilter.GaussianBlur(2))
    assert pixels.nettete(flou) < 0.8 * pixels.nettete(photo)
    assert pixels.luminosite(flou) == pytest.approx(pixels.luminosite(photo), abs=4)


def test_zones_and_quarters_are_counted() -> None:
    avant = Image.new("RGB", (200, 150), "white")
    apres = avant.copy()
    apres.putpixel((5, 5), (0, 0, 0))
    apres.putpixel((190, 140), (0, 0, 0))
    assert pixels.zones_changees(avant, apres) == 2
    assert len(pixels.morceaux(au_hasard(120, 90))) == 4
    assert pixels.toutes_differentes(pixels.morceaux(au_hasard(120, 90))) == 4


def test_measuring_never_changes_the_picture() -> None:
    photo = au_hasard(20, 20)
    avant = empreinte(photo)
    pixels.periode(photo)
    pixels.nettete(photo)
    affiche.contraste_vu(photo)
    assert empreinte(photo) == avant


def poster(encre: str, fond: str = "navy") -> Image.Image:
    image = Image.new("RGB", (300, 420), fond)
    dessin = ImageDraw.Draw(image)
    dessin.text((30, 40), "Fête du", fill=encre, font=police(48))
    dessin.text((30, 340), "Samedi 14 h", fill=encre, font=police(28))
    return image


def test_the_contrast_of_a_poster_is_the_one_of_its_ink() -> None:
    assert affiche.contraste_vu(poster("white")) > 4.5
    assert affiche.contraste_vu(poster("yellow", "white")) < 1.5
    assert affiche.contraste_vu(Image.new("RGB", (30, 30), "navy")) == 1


def test_margins_and_blocks_of_a_poster_are_seen() -> None:
    image = poster("white")
    marges = affiche.marges(image)
    assert marges is not None
    assert min(marges) >= 10
    assert affiche.blocs(image) == 2
    assert affiche.marges(Image.new("RGB", (30, 30), "navy")) is None
