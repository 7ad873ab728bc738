"""The lesson's screen in a real browser: what a learner meets, by mouse and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from eyes import SEEN, english_seen
from learner_side import LearnerServer, start_server
from lesson_page import (
    PATIENCE,
    browser_page,
    cell,
    needs_a_browser,
    notebook,
    open_lesson,
    put,
    saved,
    write,
)
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needs_a_browser
STARTER = "t = Tortue()\nt.avance(50)\nmontrer(t, 'Un trait')"
CHECK = """c = controle(2)
c.etoile(c.dessin('t').traits == 2, 'Je vois 1 trait.')
c.bilan('Ça y est.')"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "preparation", "creer", "from atelier import *"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nTrace deux traits.", 2),
    cell("code", "reponse", "modifie", STARTER, 2),
    cell("code", "controle", "modifie", CHECK, 2),
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    """A learner's server where the lesson above has arrived."""
    for server in start_server(tmp_path_factory.mktemp("screen"), None):
        put(server, LESSON)
        yield server


@pytest.fixture(scope="module")
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """The lesson, open and ready in a browser that may ask this machine only."""
    with browser_page(school, browser) as page:
        yield open_lesson(school, page)


def test_a_learner_sees_her_lesson_and_not_its_machinery(page: Page) -> None:
    expect(page.locator(".qp-title")).to_have_text("Mon initiale en néon")
    expect(page.locator(".qp-role-controle .jp-InputArea-editor")).to_be_hidden()
    expect(page.locator(".qp-role-preparation")).to_be_hidden()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    expect(page.get_by_role("button", name="Rendre")).to_be_hidden()


def test_a_check_runs_the_answer_and_says_one_kind_sentence(page: Page) -> None:
    page.get_by_role("button", name="Vérifier").click()
    card = page.locator(".qp-role-controle .qp-stars")
    expect(card).to_contain_text("Je vois 1 trait.", timeout=PATIENCE)
    expect(page.locator(".qp-total")).to_contain_text("0 / 3")
    expect(page.locator(".qp-role-controle .qp-fault")).to_be_hidden()


def test_an_answer_that_changes_asks_for_a_new_check(page: Page) -> None:
    write(page, STARTER.replace("t.avance(50)", "t.avance(50)\nt.droite(90)\nt.avance(50)"))
    expect(page.locator(".qp-role-controle .qp-state")).to_contain_text("vérifie encore")


def test_stars_reach_the_header_and_the_disk(page: Page, school: LearnerServer) -> None:
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".qp-total")).to_contain_text("3 / 3", timeout=PATIENCE)
    expect(page.locator(".qp-saved")).to_have_text("Tout est gardé ✓", timeout=PATIENCE)
    assert "t.droite(90)" in saved(school)
    assert '"etoiles": 3' in saved(school)


def test_a_new_try_never_takes_a_star_away(page: Page, school: LearnerServer) -> None:
    write(page, STARTER)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".qp-role-controle .qp-stars")).to_contain_text("Je vois 1 trait.")
    expect(page.locator(".qp-total")).to_contain_text("3 / 3")
    expect(page.locator(".qp-saved")).to_have_text("Tout est gardé ✓", timeout=PATIENCE)
    assert json.loads(saved(school))["metadata"]["quartiers"]["etoiles"] == {"2": 3}


def test_an_exception_is_explained_and_python_s_own_words_are_one_click_away(page: Page) -> None:
    write(page, "t.avance(pas)")
    page.keyboard.press("Shift+Enter")
    words = page.locator(".qp-role-reponse .qp-fault")
    expect(words.locator("summary")).to_have_text("Voir le message de Python", timeout=PATIENCE)
    expect(words.locator("pre")).to_be_hidden()
    words.locator("summary").click()
    expect(words.locator("pre")).to_contain_text("NameError")
    words.locator("summary").click()


def test_the_focus_stays_in_the_code_that_shift_enter_runs(page: Page) -> None:
    write(page, "1 + 1")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".qp-role-reponse .jp-OutputArea")).to_contain_text("2", timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse .cm-content")).to_be_focused()


def test_what_a_cell_draws_comes_into_sight_on_a_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 420})
    write(page, "from PIL import Image\n" * 12 + "Image.new('RGB', (200, 200), 'gold')")
    page.locator(".qp-role-reponse .cm-content").first.press("Control+Home")
    page.keyboard.press("Shift+Enter")
    picture = page.locator(".qp-role-reponse .jp-OutputArea img")
    expect(picture).to_be_in_viewport(ratio=0.9, timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse .cm-content")).to_be_focused()
    page.set_viewport_size({"width": 1024, "height": 600})


def test_the_keyboard_alone_goes_from_the_code_to_the_check(page: Page) -> None:
    page.locator(".qp-role-reponse .cm-content").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(".qp-role-reponse .qp-run")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".qp-role-reponse .qp-restart")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".qp-role-controle .qp-run")).to_be_focused()


def test_no_key_deletes_or_adds_a_cell(page: Page) -> None:
    page.locator(".qp-role-controle .qp-run").focus()
    for key in ("d", "d", "a", "b", "x", "m"):
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == len(LESSON["cells"])


def test_a_long_cell_can_be_stopped(page: Page) -> None:
    write(page, "import time\ntime.sleep(600)")
    page.locator(".qp-role-reponse .qp-run").click()
    page.get_by_role("button", name="Arrêter").click(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Arrêter")).to_be_hidden(timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse .jp-OutputArea")).to_contain_text("arrêt")


def test_no_english_word_is_shown(page: Page) -> None:
    assert "Mon initiale en néon" in page.evaluate(SEEN)
    assert english_seen(page) == {}


def test_every_button_is_large_enough_for_a_finger(page: Page) -> None:
    for width in (1280, 1024, 390):
        page.set_viewport_size({"width": width, "height": 700})
        boxes = [button.bounding_box() for button in page.locator(".qp-button:visible").all()]
        small = [box for box in boxes if box and min(box["width"], box["height"]) < 44]
        assert boxes
        assert small == [], f"at {width} px"


def test_coming_back_finds_everything_again(page: Page, school: LearnerServer) -> None:
    write(page, STARTER)
    expect(page.locator(".qp-saved")).to_have_text("Je garde…")
    expect(page.locator(".qp-saved")).to_have_text("Tout est gardé ✓", timeout=PATIENCE)
    page.reload()
    expect(page.locator(".qp-live")).to_have_text("Ta leçon est prête.", timeout=PATIENCE)
    expect(page.locator(".qp-total")).to_contain_text("3 / 3")
    expect(page.locator(".qp-role-controle .qp-stars")).to_contain_text("Je vois 1 trait.")
    expect(page.locator(".qp-role-reponse .cm-content")).to_contain_text("t.avance(50)")


def test_a_lost_server_is_said_and_the_work_is_sent_when_it_is_back(
    page: Page, school: LearnerServer
) -> None:
    page.context.set_offline(True)
    write(page, STARTER + "\n# écrit sans réseau")
    expect(page.locator(".qp-saved")).to_contain_text("Gardé sur cet ordinateur", timeout=PATIENCE)
    assert page.locator(".jp-Dialog").count() == 0
    page.context.set_offline(False)
    expect(page.locator(".qp-saved")).to_have_text("Tout est gardé ✓", timeout=PATIENCE)
    assert "écrit sans réseau" in saved(school)
