"""The lesson unfolds step by step in a real browser, and comes back where it was left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from learner_side import LearnerServer, start_server
from lesson_page import (
    PATIENCE,
    READY,
    SAVED,
    browser_page,
    cell,
    needs_a_browser,
    notebook,
    open_lesson,
    put,
)
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needs_a_browser
ANSWER = "t = Tortue()\nt.avance(50)\nmontrer(t, 'Un trait')"
CHECK = """c = controle({0})
c.etoile(c.dessin('t').traits == 1, 'Trace un trait.')
c.bilan('Ça y est.')"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "preparation", "creer", "from atelier import *"),
    cell("markdown", "texte", "lance", "## Lance\n\nLance la cellule."),
    cell("code", "exemple", "lance", "1 + 1"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nÉcris 2.", 2),
    cell("code", "reponse", "modifie", ANSWER, 2),
    cell("code", "controle", "modifie", CHECK.format(2), 2),
    cell("markdown", "consigne", "repare", "## Répare\n\nÉcris 3.", 3),
    cell("code", "reponse", "repare", ANSWER, 3),
    cell("code", "controle", "repare", CHECK.format(3), 3),
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    """A learner's server."""
    yield from start_server(tmp_path_factory.mktemp("unfold"), None)


@pytest.fixture(scope="module")
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """A fresh lesson of three steps, open."""
    put(school, LESSON)
    with browser_page(school, browser) as page:
        yield open_lesson(school, page)


def test_a_new_lesson_shows_its_first_step_only(page: Page) -> None:
    expect(page.locator(".qp-role-exemple")).to_be_visible()
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Passer")).to_have_count(1)


def test_a_step_to_come_cannot_be_entered_and_says_why(page: Page) -> None:
    page.locator(".qp-stone").nth(2).click(force=True)
    expect(page.locator(".qp-told")).to_contain_text("Cette étape vient après")
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(0)


def test_passing_by_keyboard_opens_the_next_step_and_folds_this_one(page: Page) -> None:
    page.get_by_role("button", name="Passer").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(1)
    line = page.locator(".qp-stage-button:visible")
    expect(line).to_have_text("Lance · passée")
    expect(line).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("document.activeElement.classList.contains('qp-role-consigne')")


def test_a_check_that_passes_brings_the_next_step_and_keeps_its_card_in_sight(page: Page) -> None:
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".qp-role-controle .qp-stars").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(2)
    expect(page.locator(".qp-role-controle .qp-stars").first).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Étape suivante")).to_be_in_viewport(ratio=1)


def test_a_picture_takes_less_than_half_of_a_short_screen_and_keeps_its_shape(page: Page) -> None:
    picture = page.locator(".qp-role-reponse .jp-OutputArea img").first
    shape = "img => [img.clientHeight, img.clientWidth * img.naturalHeight / img.naturalWidth]"
    high, as_drawn = picture.evaluate(shape)
    assert 200 < high < 300
    assert abs(high - as_drawn) < 1


def test_what_is_said_hides_neither_a_button_nor_a_result(page: Page) -> None:
    page.locator(".qp-role-reponse:visible .qp-restart").first.click()
    told = page.locator(".qp-told")
    expect(told).not_to_be_empty()
    said = told.bounding_box()
    assert said is not None
    for way in (page.get_by_role("button", name="Étape suivante"), page.locator(".qp-stars").first):
        box = way.bounding_box()
        assert box is not None
        assert said["y"] + said["height"] < box["y"] or box["y"] + box["height"] < said["y"]


def test_a_step_left_behind_is_one_line_with_its_stars(page: Page) -> None:
    page.get_by_role("button", name="Étape suivante").click()
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(1)
    expect(page.locator(".qp-stage-button:visible").nth(1)).to_contain_text("✓ Modifie")
    expect(page.locator(".qp-stage-button:visible").nth(1)).to_contain_text("★★★")


def test_a_folded_step_opens_again_and_folds_again(page: Page) -> None:
    line = page.locator(".qp-stage-button:visible").nth(1)
    line.click()
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(2)
    expect(line).to_have_attribute("aria-expanded", "true")
    line.click()
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(1)


def test_coming_back_finds_the_same_place(page: Page) -> None:
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    page.reload()
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    expect(page.locator(".qp-stone[aria-current]")).to_contain_text("Répare")
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(1)


def test_adults_can_see_the_whole_notebook(page: Page) -> None:
    page.get_by_role("button", name="Tout voir").click()
    expect(page.locator(".jp-Cell:visible")).to_have_count(len(LESSON["cells"]))
    page.get_by_role("button", name="Vue de la leçon").click()
    expect(page.locator(".qp-role-reponse:visible")).to_have_count(1)
