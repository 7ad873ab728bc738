"""The strip above a lesson: one row of named buttons, and sentences that move nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from learner_side import FakeRoom, start_server
from lesson_page import browser_page, cell, needs_a_browser, notebook, open_lesson, put
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needs_a_browser
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "exemple", "lance", "print('bonjour')"),
    cell("code", "reponse", "modifie", "a = 1", 2),
    cell("code", "reponse", "repare", "a = 1", 3),
)
WORD = {
    "id": 1,
    "text": "Bravo.",
    "rework": False,
    "date": "2026-11-24T12:00:00+00:00",
    "read": False,
    "earlier": False,
}
ANSWER = {
    "status": "none",
    "result": None,
    "words": [WORD],
    "submission": None,
    "sentence": None,
    "ahead": 0,
}
HIGHEST = "document.querySelector('.qp-header-top').offsetHeight"
NAMES = ("Confort", "Mes versions", "À deux", "Un mot", "Lever la main", "Rendre")


@pytest.fixture(scope="module")
def page(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext
) -> Iterator[Page]:
    """A lesson on a small screen, with a room and a word that waits: every button is there."""
    shared_room.answers = {"result?lesson=P01": (200, ANSWER)}
    for server in start_server(tmp_path_factory.mktemp("header"), shared_room):
        put(server, LESSON)
        with browser_page(server, browser) as page:
            open_lesson(server, page)
            expect(page.get_by_role("button", name="Un mot")).to_be_visible()
            yield page


def rows(page: Page) -> int:
    """How many rows the buttons take."""
    middles = "all => all.map(one => one.getBoundingClientRect()).map(box => box.top + box.bottom)"
    found = sorted(page.locator(".qp-header-top > :visible").evaluate_all(middles))
    return 1 + sum(after - before > 40 for before, after in pairwise(found))


@pytest.mark.parametrize("width", [1024, 1180, 1280, 1366])
def test_the_header_is_one_row_even_with_a_word(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    for said in ("Tout est gardé ✓", "Gardé sur cet ordinateur. Je réessaie."):
        page.locator(".qp-saved").evaluate("(one, said) => one.textContent = said", said)
        page.wait_for_timeout(200)  # JupyterLab lays out a little after the window changed
        assert rows(page) == 1, said
        assert page.evaluate(HIGHEST) <= 56, said


@pytest.mark.parametrize("width", [1024, 390])
def test_every_button_of_the_header_is_named_and_reached_by_keyboard(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.get_by_role("link", name="Mes leçons").focus()
    for name in NAMES:
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()


def test_a_sentence_comes_and_goes_without_moving_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 600})
    page.clock.install()
    said, run = page.locator(".qp-told"), page.locator(".qp-role-exemple .qp-run")
    before = run.bounding_box()
    page.locator(".qp-stone").last.click(force=True)
    expect(said).to_contain_text("Cette étape vient après")
    assert run.bounding_box() == before
    page.clock.fast_forward(12_100)
    expect(said).to_be_hidden()
    assert run.bounding_box() == before


def test_a_sentence_stops_no_click(page: Page) -> None:
    page.locator(".qp-stone").last.click(force=True)
    said = page.locator(".qp-told")
    expect(said).to_be_visible()
    under = "one => { const box = one.getBoundingClientRect();"
    under += " return document.elementFromPoint(box.x + 9, box.y + 9) !== one; }"
    assert said.evaluate(under)
