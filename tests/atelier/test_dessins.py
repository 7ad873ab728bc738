"""The two drawing engines agree, and the fast one equals a plain one, pixel by pixel."""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from atelier import dessin_pixels, dessin_svg
from atelier.cadre import Cadre, frame
from atelier.couleurs import rgb
from atelier.formes import Cercle, Forme, Trait
from atelier.tortue import Tortue

COLOURS = st.sampled_from(["red", "navy", "gold", "teal", "black"])
NUMBERS = st.floats(-60, 60)
WIDTHS = st.floats(1.5, 12)
STROKES = st.builds(Trait, NUMBERS, NUMBERS, NUMBERS, NUMBERS, COLOURS, WIDTHS)
ROUNDS = st.builds(Cercle, NUMBERS, NUMBERS, st.floats(8, 40), COLOURS, WIDTHS, st.just(0.0))
DISCS = st.builds(
    Cercle, NUMBERS, NUMBERS, st.floats(3, 40), COLOURS, WIDTHS, st.just(0.0), st.just(True)
)
DRAWINGS = st.lists(st.one_of(STROKES, ROUNDS, DISCS), min_size=1, max_size=6)
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def plain(formes: list[Forme], box: Cadre, page: str, scale: float) -> Image.Image:
    """The same drawing by the definition: 3 × 3 points a pixel, each takes the last ink on it."""
    wide, high = round(box.largeur * scale), round(box.hauteur * scale)
    across = (np.arange(wide * 3) + 0.5) / 3 / scale + box.gauche
    down = box.haut - (np.arange(high * 3) + 0.5) / 3 / scale
    x, y = np.meshgrid(across, down)
    pixels = np.empty((*x.shape, 3))
    pixels[:] = rgb(page)
    for forme in formes:
        pixels[covered(forme, x, y)] = rgb(forme.couleur)
    means = pixels.reshape(high, 3, wide, 3, 3).mean(axis=(1, 3))
    return Image.fromarray(np.round(means).astype(np.uint8))


def covered(forme: Forme, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Where the ink of a shape is: within half its thickness of the line."""
    if isinstance(forme, Cercle):
        away = np.hypot(x - forme.x, y - forme.y)
        if forme.plein:
            return away <= forme.rayon
        return np.abs(away - forme.rayon) <= forme.epaisseur / 2
    assert isinstance(forme, Trait)
    dx, dy = forme.x2 - forme.x1, forme.y2 - forme.y1
    length = dx * dx + dy * dy
    t = ((x - forme.x1) * dx + (y - forme.y1) * dy) / length if length else np.zeros_like(x)
    t = np.clip(t, 0, 1)
    return np.hypot(x - forme.x1 - t * dx, y - forme.y1 - t * dy) <= forme.epaisseur / 2


@SLOW
@given(DRAWINGS)
def test_fast_pixels_equal_plain_pixels(
    pareilles: Callable[..., None], formes: list[Forme]
) -> None:
    box = frame(formes)
    fast = dessin_pixels.paint(formes, box, rgb("white"), 0.8)
    pareilles(fast, plain(formes, box, "white", 0.8), moyenne=4, part=0.02)


@SLOW
@given(DRAWINGS)
def test_the_svg_says_the_same_as_the_pixels(
    pareilles: Callable[..., None], formes: list[Forme]
) -> None:
    box = frame(formes)
    read = parse(dessin_svg.draw(formes, "white", "Un dessin"))
    page = Cadre(0, 0, box.largeur, box.hauteur)
    pareilles(
        dessin_pixels.paint(read, page, rgb("white"), 0.8),
        dessin_pixels.paint(formes, box, rgb("white"), 0.8),
        moyenne=2,
        part=0.02,
    )


def parse(source: str) -> list[Forme]:
    """The shapes of an SVG document; its y goes down, so it is turned back."""
    found: list[Forme] = []
    for element in ElementTree.fromstring(source).iter():
        name = element.tag.rpartition("}")[2]

        def get(key: str, of: ElementTree.Element = element) -> float:
            return float(of.attrib[key])

        if name == "line":
            ends = get("x1"), -get("y1"), get("x2"), -get("y2")
            found.append(Trait(*ends, element.attrib["stroke"], get("stroke-width")))
        elif name == "circle":
            full = "fill" in element.attrib
            ink = element.attrib["fill" if full else "stroke"]
            width = 1.0 if full else get("stroke-width")
            found.append(Cercle(get("cx"), -get("cy"), get("r"), ink, width, 0.0, full))
    return found


@SLOW
@given(DRAWINGS)
def test_every_shape_is_inside_of_the_frame(formes: list[Forme]) -> None:
    box = frame(formes)
    for forme in formes:
        left, bottom, right, top = forme.boite
        assert box.gauche < left
        assert right < box.gauche + box.largeur
        assert box.haut - box.hauteur < bottom
        assert top < box.haut


@given(st.integers(16, 900))
def test_the_longest_side_of_the_picture_is_the_one_asked(size: int) -> None:
    t = Tortue()
    t.avance(300)
    assert max(t.image(size).size) == size


def test_an_empty_page_is_a_blank_picture_and_a_valid_svg() -> None:
    t = Tortue()
    assert t.image(64).getcolors() == [(64 * 64, (255, 255, 255))]
    assert parse(t.svg()) == []


def test_the_page_takes_its_colour() -> None:
    t = Tortue()
    t.fond("noir")
    assert t.image(20).getpixel((1, 1)) == (0, 0, 0)
    assert 'fill="#000000"' in t.svg()


def test_the_svg_carries_its_description_and_escapes_it() -> None:
    source = Tortue().svg('Un "L" & <deux> traits')
    root = ElementTree.fromstring(source)
    assert root.attrib["aria-label"] == 'Un "L" & <deux> traits'
    assert root[0].text == 'Un "L" & <deux> traits'
    assert root.attrib["role"] == "img"


def test_words_are_written_in_both_engines() -> None:
    t = Tortue()
    t.couleur("red")
    t.ecris("Été & <nuit>", 30)
    assert "Été &amp; &lt;nuit&gt;</text>" in t.svg()
    picture = np.asarray(t.image(300)).astype(int)
    assert ((picture[:, :, 0] > 200) & (picture[:, :, 1] < 80)).sum() > 100


def test_a_tilted_stroke_keeps_its_thickness() -> None:
    for angle in (0, 17, 45, 90):
        t = Tortue()
        t.leve()
        t.gauche(angle)
        t.recule(80)
        t.pose()
        t.epaisseur(20)
        t.avance(160)
        ink = (255 - np.asarray(t.image(400).convert("L")).astype(float)).sum() / 255
        scale = 400 / max(frame(t.formes).largeur, frame(t.formes).hauteur)
        expected = (160 * 20 + math.pi * 10**2) * scale**2
        assert ink == pytest.approx(expected, rel=0.03)
