"""The lesson's states checked by axe-core, and the comfort choices kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from learner_side import FakeRoom, LearnerServer, start_server
from lesson_page import PATIENCE, browser_page, cell, needs_a_browser, notebook, open_lesson, put
from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[3] / "lab-extension" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    *needs_a_browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: run `npm ci`"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """rules => axe.run(document, {runOnly: rules}).then(found => found.violations.map(
  one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`))"""
HINTS = """<details><summary>Indice 1 · Une question</summary>

Combien de traits ?

</details>
<details><summary>Indice 2 · Le puzzle</summary>

<pre>t.avance(100)
t.droite(90)</pre>

</details>"""
ANSWER = "t = Tortue()\nt.avance(50)\nmontrer(t, 'Un trait')"
CHECK = """c = controle(2)
c.etoile(c.nombre_de_traits('t') == 2, 'Je vois 1 trait.')
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
)


@pytest.fixture(scope="module")
def school(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnerServer]:
    """A learner's server with a room."""
    shared_room.answers = {"comfort": (200, {"size": "large"})}
    for server in start_server(tmp_path_factory.mktemp("accessible"), shared_room):
        put(server, LESSON)
        yield server


@pytest.fixture(scope="module")
def page(school: LearnerServer) -> Iterator[Page]:
    """The lesson, open."""
    with browser_page(school) as page:
        open_lesson(school, page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        yield page


def violations(page: Page) -> Any:
    """What axe-core finds, in words."""
    return page.evaluate(RUN, RULES)


def choose(page: Page, *values: str) -> None:
    """Choose in the comfort panel: `theme-dark`."""
    page.get_by_role("button", name="Confort").click()
    for value in values:
        name, _, choice = value.partition("-")
        page.locator(f".qp-comfort input[name=qp-{name}][value={choice}]").check()
    page.keyboard.press("Escape")
    expect(page.locator(".qp-comfort")).to_have_count(0)


def test_the_card_s_comfort_is_worn_from_the_start(page: Page) -> None:
    assert "qp-size-large" in (page.locator(".qp-lesson").get_attribute("class") or "").split()


def test_a_fresh_lesson_has_no_barrier(page: Page) -> None:
    expect(page.get_by_role("radio")).to_have_count(2, timeout=PATIENCE)
    assert violations(page) == []


def test_stars_hints_puzzle_and_folded_steps_have_no_barrier(page: Page) -> None:
    page.locator(".qp-way-button:visible").last.click()
    page.locator(".qp-way-button:visible").last.click()
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".qp-stars")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Indice 1").click()
    page.get_by_role("button", name="Indice 2").click()
    assert violations(page) == []


def test_an_exception_has_no_barrier(page: Page) -> None:
    page.locator(".qp-role-reponse .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("a = inconnu")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".qp-fault-line")).to_have_count(1, timeout=PATIENCE)
    page.locator(".qp-fault summary").first.click()
    assert violations(page) == []


@pytest.mark.parametrize("panel", ["Confort", "Mes versions", "Rendre"])
def test_a_panel_has_no_barrier(page: Page, panel: str) -> None:
    page.get_by_role("button", name=panel).click()
    expect(page.locator("dialog[open]")).to_have_count(1)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize(
    "choices",
    [
        ("contrast-high",),
        ("contrast-normal", "theme-dark"),
        ("theme-dark", "contrast-high"),
        ("theme-light", "contrast-normal", "size-larger", "spacing-wide", "font-dyslexic"),
    ],
)
def test_every_comfort_has_no_barrier(page: Page, choices: tuple[str, ...]) -> None:
    choose(page, *choices)
    assert violations(page) == []


def test_a_choice_reaches_the_card(page: Page, shared_room: FakeRoom) -> None:
    choose(page, "motion-reduced")
    page.wait_for_timeout(500)
    told = [body for route, _, body in shared_room.heard if route == "comfort" and body]
    assert told[-1] == {"motion": "reduced"}


def test_nothing_is_cut_at_twice_the_size(page: Page) -> None:
    page.set_viewport_size({"width": 512, "height": 300})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.locator(".qp-button:visible").evaluate_all(
        "all => all.filter(one => !one.closest('.qp-path, .qp-piece')"
        " && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.innerText)"
    )
    assert wide == []
