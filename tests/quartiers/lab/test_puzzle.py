"""A puzzle laid in the learner's cell, in a real browser: pieces of one line, a heading erased."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from learner_side import FakeRoom, start_server
from lesson_page import (
    PLACE,
    browser_page,
    cell,
    needs_a_browser,
    notebook,
    open_lesson,
    put,
    write,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = needs_a_browser
PIECES = """<details><summary>Indice 3 · Le puzzle</summary>

<pre class="morceaux">'red'
0,
peindre(img,
7,
)</pre>

</details>"""
HEADED = "# 1. Préparer\na = 1\n# 2. Fabriquer\npeindre(img, 8, 0, 'red')\n# 3. Montrer\na"
RIGHT = "peindre(img, 7, 0, 'red')"
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon icône"),
    cell("code", "reponse", "modifie", HEADED, 2),
    cell("markdown", "indices", "modifie", PIECES, 2),
    cell("code", "reponse", "repare", "peindre(img, 8, 0, 'red')", 3),
    cell("markdown", "indices", "repare", PIECES, 3),
)


@pytest.fixture(scope="module")
def page(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext
) -> Iterator[Page]:
    """The lesson, open, with its puzzles in the right order."""
    folder = tmp_path_factory.mktemp("puzzle")
    for server in start_server(folder, shared_room):
        (folder / "publie" / PLACE).write_text(json.dumps(LESSON), encoding="utf-8")
        put(server, LESSON)
        with browser_page(server, browser) as page:
            open_lesson(server, page)
            order(page, "modifie")
            page.get_by_role("button", name="Passer").click()
            order(page, "repare")
            yield page


def order(page: Page, step: str) -> None:
    """Open the puzzle of a step and put it in order."""
    hint = of(page, step, "indices")
    hint.get_by_role("button", name="Indice 3").click()
    for piece, times in (("peindre(img,", 2), ("7,", 2), ("0,", 1)):
        for _ in range(times):
            hint.get_by_role("button", name=f"Monter {piece}").click()
    pieces = hint.locator(".qp-piece code").all_inner_texts()
    assert pieces == ["peindre(img,", "7,", "0,", "'red'", ")"]


def of(page: Page, step: str, role: str) -> Locator:
    """The cell of a step that has this role."""
    return page.locator(f".qp-step-{step}.qp-role-{role}")


def lay(page: Page, step: str) -> Locator:
    """Lay the puzzle of a step; the lines of its answer."""
    of(page, step, "indices").get_by_role("button", name="Mettre dans ma cellule").click()
    return of(page, step, "reponse").locator(".cm-line")


def test_pieces_are_said_to_be_of_one_line(page: Page) -> None:
    task = "Remets les morceaux dans l’ordre : ils font une seule ligne."
    expect(of(page, "repare", "indices")).to_contain_text(task)


def test_they_go_on_one_line_of_a_cell_without_headings(page: Page) -> None:
    expect(lay(page, "repare")).to_have_text([RIGHT])


def test_they_go_on_one_line_between_the_headings(page: Page) -> None:
    page.locator(".qp-stage-button").first.click()
    expected = ["# 1. Préparer", "a = 1", "# 2. Fabriquer", RIGHT, "# 3. Montrer", "a"]
    expect(lay(page, "modifie")).to_have_text(expected)


def test_a_heading_that_is_gone_is_named_and_nothing_is_lost(page: Page) -> None:
    write(page, "# 1. Préparer\na = 1\nmon_essai\n# 3. Montrer\na")
    lines = lay(page, "modifie")
    told = "Il manque le repère « # 2. Fabriquer ». Clique sur « Recommencer cet exercice »"
    expect(page.locator(".qp-told")).to_contain_text(told)
    expect(lines.nth(2)).to_have_text("mon_essai")
