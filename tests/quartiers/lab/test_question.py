"""A question in the lesson's screen: its buttons, and what stays of it on paper."""

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
