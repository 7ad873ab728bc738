"""Questions in the lesson's screen: their buttons, and what stays of them on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from learner_side import LearnerServer, start_server
from lesson_page import PATIENCE, browser_page, cell, needs_a_browser, notebook, open_lesson, put
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needs_a_browser
QUIZ = """quiz('Combien de traits ?', ['1', '2', '4'],
    code='t = Tortue(); t.avance(50); t.droite(90); t.avance(50)', mesure='len(t.traits)')"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "preparation", "creer", "from atelier import *"),
    cell("code", "quiz", "predis", QUIZ),
    cell("markdown", "texte", "bilan", "Deux smileys."),
    cell("code", "bilan", "bilan", "bilan_smileys()"),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext) -> Iterator[Page]:
    """The lesson above, open and ready."""
    school: LearnerServer
    for school in start_server(tmp_path_factory.mktemp("question"), None):
        put(school, LESSON)
        with browser_page(school, browser) as page:
            yield open_lesson(school, page)


def test_the_choices_are_written_once_on_the_screen_and_stay_on_paper(page: Page) -> None:
    expect(page.get_by_role("radio")).to_have_count(3, timeout=PATIENCE)
    expect(page.locator(".atelier-choix")).to_have_text("Choix : 1 · 2 · 4")
    expect(page.locator(".atelier-choix")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".atelier-choix")).to_be_visible()
    page.emulate_media(media="screen")


def test_the_last_questions_look_like_the_text_above_them(page: Page) -> None:
    page.get_by_role("button", name="Passer").click()
    texts = page.locator(".qp-step-bilan p:not(:empty):visible")
    expect(texts).to_have_count(4)
    look = """all => all.map(one => {
      const words = document.createRange();
      words.selectNodeContents(one);
      const { fontFamily, fontSize } = getComputedStyle(one);
      return [fontFamily, fontSize, Math.round(words.getBoundingClientRect().left)].join();
    })"""
    assert len(set(texts.evaluate_all(look))) == 1


def test_the_face_just_chosen_looks_like_the_one_chosen_before(page: Page) -> None:
    chosen = page.locator(".atelier-smileys .mod-active")
    page.get_by_role("button", name="Oui").first.click()
    page.get_by_role("button", name="Un peu").last.click()
    expect(chosen).to_have_count(2)
    look = """all => all.map(one => {
      const { backgroundColor, boxShadow, color } = getComputedStyle(one);
      return [backgroundColor, boxShadow, color].join();
    })"""
    assert len(set(chosen.evaluate_all(look))) == 1
