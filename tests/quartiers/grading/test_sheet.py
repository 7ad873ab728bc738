"""The feedback sheet: what it says, and that nothing a learner or an adult wrote can act in it."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromium
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus.page import acting_parts

from quartiers.grading.creative import LINES, STEPS, ticked
from quartiers.grading.sheet import Sheet, SheetLine, headline, render, shown
from quartiers.grading.works import Work
from quartiers.sessions.grids import HIGHEST_STEP, Grid
from quartiers.sessions.grids import LINES as KNOWN_LINES

PIRATE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"></svg>'
PICTURE = "data:image/png;base64," + b64encode(b"\x89PNG\r\n\x1a\n").decode()


def sheet(lines: int = 5, **more: Any) -> Sheet:
    """A sheet full of everything, all of it hostile."""
    works = (Work("image", PICTURE, PIRATE), Work("texte", PIRATE))
    line = SheetLine(f"Modifie {PIRATE}", 1, 3, f"Je vois 2 traits. {PIRATE}", PIRATE, works)
    values: dict[str, Any] = {
        "title": f"Leçon {PIRATE}",
        "learner": f"Renard {PIRATE}",
        "date": "18 novembre 2026",
        "stars": 5,
        "out_of": 15,
        "lines": (line,) * lines,
        "notice": PIRATE,
        "word": f"J'ai remarqué… {PIRATE}",
        "grid": Grid({"ose": 2}, {"ose": 3}),
        "next_title": PIRATE,
    }
    return Sheet(**{**values, **more})


def test_nothing_written_by_anybody_acts_in_the_sheet() -> None:
    page = render(sheet())
    assert acting_parts(page) == []
    assert page.count("<img") == page.count(f'<img src="{PICTURE}"') == 5


def test_the_sheet_forbids_scripts_and_addresses_itself() -> None:
    page = render(sheet())
    assert page.index("Content-Security-Policy") < page.index("<style")
    assert "default-src &#39;none&#39;" in page


def test_stars_sentences_word_grid_and_next_lesson_are_all_there() -> None:
    page = render(sheet(lines=1, next_title="Mandala express"))
    for text in ("5 sur 15", "Je vois 2 traits.", "J&#39;ai remarqué…", "La suite : Mandala"):
        assert text in page
    for line in LINES:
        assert line.title.replace("'", "&#39;") in page
    chosen = re.findall(r'<td class="choisi">([^<]+)<span class="qui">([^<]+)', page)
    assert [(text.strip(), who) for text, who in chosen] == [
        ("je choisis couleurs, sons, sujet", "✓ moi"),
        ("j&#39;ajoute une idée à moi", "✓ équipe"),
    ]


@pytest.mark.parametrize(
    ("stars", "rework", "words"),
    [
        (0, False, "Le départ"),
        (7, False, "Tu avances"),
        (15, False, "Toutes"),
        (15, True, "revenir"),
    ],
)
def test_the_headline_is_about_the_gesture(stars: int, rework: bool, words: str) -> None:
    assert words in headline(stars, 15, rework)


def test_pictures_and_sounds_come_before_texts_and_the_last_ones_count() -> None:
    works = [Work("image", str(n)) for n in range(4)] + [Work("texte", "3.0")]
    assert [work.content for work in shown(works)] == ["2", "3"]
    assert shown([Work("texte", "un"), Work("texte", "deux")]) == (Work("texte", "deux"),)
    assert shown([Work("texte", "  "), Work("message", "NameError")]) == ()


def test_the_words_of_the_grid_are_those_that_the_store_knows() -> None:
    assert tuple(line.id for line in LINES) == KNOWN_LINES
    assert len(STEPS) == HIGHEST_STEP


def test_a_form_gives_the_lines_that_were_ticked() -> None:
    fields = {"ose": "2", "soigne": "", "explique": "²", "autre": "1"}
    assert ticked(fields) == {"ose": 2}


@pytest.mark.parametrize("lines", [5, 8])
@pytest.mark.parametrize("word", ["Continue.", "J'ai remarqué que tu essaies. " * 33])
def test_the_sheet_is_one_a4_and_fits_a_phone(tmp_path: Path, lines: int, word: str) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    if not chromium.PROGRAM:
        pytest.skip(chromium.MISSING)
    page_file = tmp_path / "feuille.html"
    picture = "data:image/svg+xml;base64," + b64encode(SVG).decode()
    one = SheetLine(
        "Modifie · Le grand coin",
        1,
        3,
        "Tes côtés n'ont pas la même longueur. Garde le même nombre dans avance.",
        works=(Work("image", picture, "Un coin rose dessiné par la tortue"),),
    )
    said = {"title": "Mon initiale en néon", "learner": "Renard turquoise", "word": word[:1000]}
    full = sheet(**said, notice="Des cellules avaient bougé.", next_title="Mandala express")
    page_file.write_text(render(replace(full, lines=(one,) * lines)), encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium.PROGRAM, args=[*chromium.ALONE])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto(page_file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        browser.close()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
