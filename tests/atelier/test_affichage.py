"""Showing: always a description, and an output that stays in the saved notebook."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from PIL import Image

from atelier import fichier_png, oeuvres, rendu
from atelier.affichage import montrer
from atelier.badges import badge
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.films import gif, video
from atelier.images import nouvelle_image
from atelier.lecteurs import LONG
from atelier.quadrillage import quadriller
from atelier.sons import TAUX, enchainer, note
from atelier.tableaux import lire_tableau
from atelier.tortue import Tortue

WORDS = "Une description de test"


class Alternatives(HTMLParser):
    """Collects what carries the alternative text, and every address in the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("alt", "aria-label"):
                self.texts.append(value or "")
            if name in ("src", "href", "poster"):
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def works() -> dict[str, Any]:
    t = Tortue()
    t.avance(50)
    images = [nouvelle_image(16, 16, c) for c in ("red", "navy", "gold")]
    return {
        "tortue": t,
        "image": images[0],
        "badge": badge("Nova", "red"),
        "son": note(440, 0.2),
        "long": enchainer([note(440, 1)] * 11),
        "gif": gif(images, 4),
        "video": video(images, 4, note(440, 0.7)),
        "planche": images,
        "svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/></svg>',
        "tableau": lire_tableau("quartier.csv"),
        "texte": "Salut <Zoé>",
        "nombre": 42,
        "liste": ["do", "ré"],
        "dictionnaire": {"place": "menthe"},
        "pixels": np.zeros((8, 8, 3)),
    }


def shown(objet: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What reaches the notebook."""
    InteractiveShell.instance()
    try:
        with capture_output() as caught:
            montrer(objet, WORDS)
    finally:
        InteractiveShell.clear_instance()
    (output,) = caught.outputs
    return output.data, output.metadata


@pytest.mark.parametrize("name", sorted(works()))
def test_each_work_is_shown_with_its_description_and_nothing_outside(name: str) -> None:
    data, metadata = shown(works()[name])
    page = Alternatives(data["text/html"])
    assert any(WORDS in text for text in page.texts)
    assert data["text/plain"] == WORDS
    assert metadata == {"quartiers": {"description": WORDS}}
    assert all(address.startswith("data:") for address in page.addresses)
    assert not {"script", "iframe", "link", "object"} & set(page.tags)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("son", "data:audio/wav;base64,UklGR"),
        ("long", "data:audio/mpeg;base64,"),
        ("gif", "data:image/gif;base64,R0lGOD"),
        ("video", "data:video/mp4;base64,"),
        ("image", "data:image/png;base64,iVBOR"),
        ("tortue", "data:image/svg+xml;base64,"),
    ],
)
def test_each_kind_has_its_own_file_inside_of_the_page(name: str, start: str) -> None:
    addresses = Alternatives(shown(works()[name])[0]["text/html"]).addresses
    assert [a for a in addresses if a.startswith(start)] == addresses[-1:]


@pytest.mark.parametrize(
    ("name", "tag"), [("son", "audio"), ("video", "video"), ("gif", "summary")]
)
def test_players_are_the_browser_s_own_and_have_controls(name: str, tag: str) -> None:
    html = shown(works()[name])[0]["text/html"]
    assert tag in Alternatives(html).tags
    if tag != "summary":
        assert re.search(rf"<{tag} controls", html)
    assert "autoplay" not in html


def test_a_picture_is_also_kept_as_png_and_a_drawing_as_svg() -> None:
    data, _ = shown(works()["image"])
    kept = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert kept.size == (16, 16)
    assert shown(works()["tortue"])[0]["image/svg+xml"].startswith("<svg ")


def test_a_heavy_picture_is_sent_once_and_reduced() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1500, 1500, 3))
    data, _ = rendu.bundle(Image.fromarray(noise.astype(np.uint8)), WORDS)
    assert "image/png" not in data
    (address,) = Alternatives(data["text/html"]).addresses
    sent = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    assert max(sent.size) == rendu.WIDEST


def test_tiny_pictures_are_shown_as_a_numbered_grid() -> None:
    html = rendu.bundle(nouvelle_image(8, 8), WORDS)[0]["text/html"]
    (address,) = Alternatives(html).addresses
    seen = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    assert seen.size == quadriller(nouvelle_image(8, 8)).size
    assert WORDS in html


def test_small_pictures_are_shown_large_in_sharp_squares() -> None:
    html = rendu.bundle(nouvelle_image(100, 80), WORDS)[0]["text/html"]
    assert 'width="320"' in html
    assert "image-rendering:pixelated" in html


def test_long_sounds_stay_small_in_the_notebook() -> None:
    thirty = enchainer([note(440, 1)] * 30)
    assert len(rendu.bundle(thirty, WORDS)[0]["text/html"]) < 300_000
    assert len(thirty) > LONG * TAUX


def test_a_sound_that_is_too_loud_is_told_kindly() -> None:
    assert "Volume 300 % : ça craque." in rendu.bundle(3 * note(440, 1), WORDS)[0]["text/html"]
    assert "Volume" not in rendu.bundle(note(440, 1), WORDS)[0]["text/html"]


def test_descriptions_are_escaped() -> None:
    words = 'Un "L" <script>alert(1)</script>'
    for objet in works().values():
        data, _ = rendu.bundle(objet, words) if not isinstance(objet, (list, dict)) else ({}, {})
        assert "<script>" not in data.get("text/html", "")


def test_what_is_shown_is_recorded_with_the_very_object() -> None:
    t = Tortue()
    t.ecris("Nova")
    montrer(t, "Le nom  Nova \n écrit")
    (oeuvre,) = oeuvres.recentes()
    assert oeuvre.objet is t
    assert (oeuvre.genre, oeuvre.description, oeuvre.textes) == (
        "montrer",
        "Le nom Nova écrit",
        ("Nova",),
    )


def test_outside_of_a_notebook_the_words_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    montrer(Tortue(), WORDS)
    assert capsys.readouterr().out == WORDS + "\n"


@pytest.mark.parametrize(
    ("code", "famille", "morceau"),
    [
        ("montrer()", ErreurType, "montrer attend encore : objet."),
        ("montrer(t)", ErreurValeur, "Il manque la description"),
        ("montrer(t, '')", ErreurValeur, "Il manque la description"),
        ("montrer(t, 'ab')", ErreurValeur, "il faut au moins 8 lettres"),
        ("montrer(t, 'aaaaaaaaaaaaaaa')", ErreurValeur, "est courte"),
        ("montrer(t, 'mot ' * 100)", ErreurValeur, "300 au plus"),
        ("montrer(t, 3)", ErreurType, "La description est une phrase : je reçois un nombre."),
        ("montrer(None, WORDS)", ErreurType, "Je ne sais pas montrer rien du tout (None)."),
        ("montrer(print, WORDS)", ErreurType, "Je ne sais pas montrer une commande (print)."),
        ("montrer([], WORDS)", ErreurType, "Je ne sais pas montrer une liste."),
        ("montrer('<svg><script/></svg>', WORDS)", ErreurValeur, "contient <script>"),
        ("montrer(np.zeros((2, 2, 9)), WORDS)", ErreurType, "ce n'est ni un son, ni une image"),
    ],
)
def test_refusals_say_what_to_do_and_record_nothing(
    code: str, famille: type[Exception], morceau: str
) -> None:
    with pytest.raises(famille) as caught:
        eval(code, {**globals(), "t": Tortue()})
    assert morceau in str(caught.value)
    assert oeuvres.recentes() == ()


def test_a_picture_shown_again_has_the_bytes_of_what_it_is_now() -> None:
    image = nouvelle_image(30, 30, "white")
    first = rendu.png(image)
    assert rendu.png(image.copy()) == first
    image.putpixel((3, 3), (255, 0, 0))
    assert rendu.png(image) == fichier_png.encode(image) != first
