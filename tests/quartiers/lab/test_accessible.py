"""Every state of a lesson, in every comfort: no barrier for axe-core, no English word.

The tests follow each other as a learner's afternoon does; each state puts on every comfort.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from eyes import AXE, barriers, sees_grey_on_grey
from eyes import judge as judge_as_it_is
from learner_side import FakeRoom, LearnerServer, start_server
from lesson_page import (
    PATIENCE,
    PLACE,
    SAVED,
    browser_page,
    cell,
    needs_a_browser,
    notebook,
    open_lesson,
    put,
    write,
)
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = [
    *needs_a_browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: run `npm ci`"),
]
CARD = {"theme": "dark"}
COMFORTS = (
    "",
    "qp-contrast-high",
    "qp-theme-dark qp-contrast-high qp-motion-reduced",
    "qp-size-larger qp-spacing-wide qp-font-dyslexic",
)
# Puts a comfort on, with no colour half-way, and tells the one that was worn.
WEAR = """comfort => {
  const lesson = document.querySelector('.qp-lesson').classList;
  const choice = /^qp-(size|spacing|font|contrast|theme|motion)-/;
  const worn = [...lesson].filter(name => choice.test(name));
  lesson.remove(...worn);
  lesson.add(...comfort.split(' ').filter(Boolean));
  document.getAnimations().filter(one => one.effect.getTiming().iterations < 9)
    .forEach(one => one.finish());
  return worn.join(' ');
}"""
HINTS = """<details><summary>Indice 1 · Une question</summary>

Combien de traits ?

</details>
<details><summary>Indice 2 · Le puzzle</summary>

<pre>t.avance(100)
t.droite(90)</pre>

</details>"""
ANSWER = "t = Tortue()\nt.avance(50)\nmontrer(t, 'Un trait')"
CHECK = """c = controle(2)
c.etoile(c.dessin('t').traits == 2, 'Je vois 1 trait.')
c.bilan('Ça y est.')"""
QUIZ = "quiz('Combien ?', ['1', '2'], code='a = 1', mesure='a')"
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "preparation", "creer", "from atelier import *"),
    cell("code", "quiz", "predis", QUIZ),
    cell("code", "exemple", "lance", "print('bonjour')"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nTrace un `coin`.", 2),
    cell("code", "reponse", "modifie", ANSWER, 2),
    cell("code", "controle", "modifie", CHECK, 2),
    cell("markdown", "indices", "modifie", HINTS, 2),
    cell("code", "bilan", "bilan", "bilan_smileys()"),
)
TWO_STARS = {
    "stars": 2,
    "out_of": 3,
    "notice": None,
    "exercises": [{"exercise": 2, "stars": 2, "out_of": 3, "sentence": "Je vois 1 trait."}],
}
WORD = {
    "id": 1,
    "text": "J'ai remarqué ton coin.",
    "rework": True,
    "date": "2026-11-24T12:00:00+00:00",
    "read": False,
    "earlier": False,
}


@pytest.fixture(scope="module")
def school(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnerServer]:
    """A learner's server with a room."""
    folder = tmp_path_factory.mktemp("accessible")
    for server in start_server(folder, shared_room):
        (folder / "publie" / PLACE).write_text(json.dumps(LESSON), encoding="utf-8")
        yield server


@pytest.fixture(scope="module")
def page(school: LearnerServer, shared_room: FakeRoom, browser: BrowserContext) -> Iterator[Page]:
    """The lesson, open as a learner likes it."""
    me = {"id": "jeune-abc", "pseudo": "Lynx", "seance_open": True}
    shared_room.answers = {"comfort": (200, CARD), "me": (200, me)}
    put(school, LESSON)
    with browser_page(school, browser) as page:
        open_lesson(school, page)
        yield page


FITS = "document.querySelector('.qp-lesson').getBoundingClientRect().right <= innerWidth + 1"


def in_every_comfort(page: Page) -> Iterator[str]:
    """Put each comfort on in turn; the learner's own one comes back."""
    own = page.evaluate(WEAR, COMFORTS[0])
    for comfort in COMFORTS:
        page.evaluate(WEAR, comfort)
        yield comfort
    page.evaluate(WEAR, own)


def judge(page: Page) -> None:
    """No English word, and no barrier whatever the comfort; every text was really looked at."""
    judge_as_it_is(page)
    sees_grey_on_grey(page)
    for comfort in in_every_comfort(page):
        assert barriers(page) == [], comfort


def is_result(room: FakeRoom, page: Page, says: str, **answer: Any) -> None:
    """The room says this of the work handed in, and the panel shows it."""
    nothing = {"status": "none", "result": None, "words": [], "submission": "s", "ahead": 0}
    room.answers["result?lesson=P01"] = (200, {**nothing, **answer})
    room.answers["submit"] = (202, {"submission": "s"})
    page.locator(".qp-hand-in").click()
    expect(page.locator("dialog[open]")).to_contain_text(says, timeout=PATIENCE)
    judge(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_card_s_comfort_is_worn_from_the_start(page: Page) -> None:
    worn = (page.locator(".qp-lesson").get_attribute("class") or "").split()
    assert {name for name in worn if "-theme-" in name} == {"qp-theme-dark"}


def test_a_fresh_lesson(page: Page) -> None:
    expect(page.get_by_role("radio")).to_have_count(2, timeout=PATIENCE)
    judge(page)
    page.locator(".qp-stone").last.click(force=True)
    expect(page.locator(".qp-told")).to_contain_text("vient après")
    judge(page)


def test_a_grey_word_on_grey_is_seen_in_every_comfort(page: Page) -> None:
    for _ in in_every_comfort(page):
        sees_grey_on_grey(page)


def test_a_prediction_then_an_example_that_ran(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 330})
    page.get_by_role("radio").last.check()
    page.locator(".qp-role-quiz .jupyter-button").click()
    expect(page.get_by_text("La machine répond 1")).to_be_in_viewport()
    page.set_viewport_size({"width": 1024, "height": 600})
    page.locator(".qp-role-exemple .qp-run").click()
    expect(page.locator(".qp-role-exemple .jp-OutputArea")).to_contain_text("bonjour")
    judge(page)


def test_a_check_not_passed_then_passed(page: Page) -> None:
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".qp-stars-none")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".qp-told")).to_be_empty(timeout=PATIENCE)  # it lies over the cells
    judge(page)
    write(page, ANSWER.replace("t.avance(50)", "t.avance(50)\nt.droite(90)\nt.avance(50)"))
    expect(page.locator(".qp-role-controle .qp-state")).to_contain_text("vérifie encore")
    judge(page)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".qp-stars-all")).to_be_visible(timeout=PATIENCE)
    judge(page)


def test_hints_the_puzzle_and_an_exercise_started_again(page: Page) -> None:
    page.get_by_role("button", name="Indice 1").click()
    page.get_by_role("button", name="Indice 2").click()
    page.get_by_role("button", name="Descendre t.avance(100)").click()
    judge(page)
    page.get_by_role("button", name="Recommencer cet exercice").click()
    expect(page.locator(".qp-told")).to_contain_text("comme au départ")
    judge(page)


def test_a_running_cell_then_one_that_was_stopped(page: Page) -> None:
    write(page, "import time\ntime.sleep(600)")
    page.locator(".qp-role-reponse .qp-run").click()
    stop = page.get_by_role("button", name="Arrêter")
    expect(stop).to_be_visible(timeout=PATIENCE)
    judge(page)
    stop.click()
    expect(stop).to_be_hidden(timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse .jp-OutputArea")).to_contain_text("arrêt")
    judge(page)


def test_the_same_exception_three_times(page: Page) -> None:
    write(page, "a = inconnu")
    for turn in range(3):
        page.locator(".qp-role-reponse .qp-run").click()
        expect(page.locator(".qp-role-reponse .qp-stop")).to_be_hidden(timeout=PATIENCE)
        expect(page.locator(".qp-fault-line")).to_have_count(1, timeout=PATIENCE)
        if turn == 0:
            page.locator(".qp-fault summary").first.click()
            judge(page)
            page.wait_for_timeout(300)
    expect(page.locator(".qp-role-reponse .qp-state")).to_contain_text("On cherche encore")
    judge(page)


@pytest.mark.parametrize("panel", ["Confort", "Mes versions"])
def test_a_panel(page: Page, panel: str) -> None:
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    page.get_by_role("button", name=panel).click()
    expect(page.locator("dialog[open]")).to_have_count(1)
    if panel == "Mes versions":
        line = page.locator(".qp-version-list li").first
        expect(line).to_contain_text(re.compile(r"Aujourd’hui à \d+ h \d\d"))
        expect(page.locator(".qp-version-list img").first).to_be_visible()
        expect(line.get_by_role("button", name="Reprendre")).to_be_visible()
    judge(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_raised_hand(page: Page, shared_room: FakeRoom) -> None:
    shared_room.answers["hand"] = (200, {"raised": True})
    page.get_by_role("button", name="Lever la main").click()
    expect(page.get_by_role("button", name="Main levée")).to_be_visible()
    judge(page)
    shared_room.answers["hand"] = (200, {"raised": False})  # an animator has come
    expect(page.get_by_role("button", name="Lever la main")).to_be_visible()


def test_what_the_room_answers_to_a_work_handed_in(page: Page, shared_room: FakeRoom) -> None:
    is_result(shared_room, page, "3 travaux passent avant le tien", status="pending", ahead=3)
    is_result(shared_room, page, "Je regarde ton travail", status="running")
    is_result(shared_room, page, "Appelle un animateur", status="failed")
    is_result(shared_room, page, "2 étoiles sur 3", status="done", result=TWO_STARS, words=[WORD])
    shared_room.answers["submit"] = (503, {"sentence": "Beaucoup de travaux attendent déjà."})
    page.locator(".qp-hand-in").click()
    expect(page.locator("dialog[open]")).not_to_contain_text("envoie", timeout=PATIENCE)
    judge(page)
    page.keyboard.press("Escape")


def test_a_lesson_without_network_then_on_two_screens(page: Page, school: LearnerServer) -> None:
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    page.context.set_offline(True)
    write(page, "# sans réseau")
    expect(page.locator(".qp-saved")).to_contain_text("Gardé sur cet", timeout=PATIENCE)
    judge(page)
    page.context.set_offline(False)
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    other = open_lesson(school, page.context.new_page())
    write(other, "# ailleurs")
    expect(other.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    other.close()
    write(page, "# ici")
    expect(page.locator(".qp-notice")).to_contain_text("un autre écran", timeout=PATIENCE)
    judge(page)
    page.get_by_role("button", name="Garder ce que je vois").click()
    expect(page.locator(".qp-notice")).to_be_empty()


def test_a_lesson_found_again(page: Page) -> None:
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    page.reload()
    expect(page.locator(".qp-live")).to_have_text(re.compile("prête"), timeout=PATIENCE)
    judge(page)


def test_a_choice_reaches_the_card(page: Page, shared_room: FakeRoom) -> None:
    shared_room.heard.clear()
    page.get_by_role("button", name="Confort").click()
    page.locator(".qp-comfort input[name=qp-size][value=large]").check()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    told = [body for route, _, body in shared_room.heard if route == "comfort" and body]
    assert told[-1] == {"size": "large"}


@pytest.mark.parametrize("size", [(640, 360), (512, 300), (390, 844)])
def test_nothing_is_cut_at_twice_the_size(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_function(FITS)  # JupyterLab lays its panels out a moment after the window
    for comfort in in_every_comfort(page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), comfort
        wide = page.locator(".qp-button:visible").evaluate_all(
            "all => all.filter(one => !one.closest('.qp-path, .qp-piece')"
            " && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.innerText)"
        )
        assert wide == [], comfort
    judge(page)
