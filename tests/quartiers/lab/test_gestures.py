"""Hints, puzzle, restart, repeated messages and endless loops in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from learner_side import CARD, FakeRoom, LearnerServer, start_server
from lesson_page import (
    PATIENCE,
    PLACE,
    browser_page,
    cell,
    needs_a_browser,
    notebook,
    open_lesson,
    put,
    write,
)
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needs_a_browser
START = "# 1. Préparer\nt = Tortue()\n# 2. Fabriquer\nt.avance(50)\n# 3. Montrer\nt"
HINTS = """<details><summary>Indice 1 · Une question</summary>

Combien de traits ?

</details>
<details><summary>Indice 2 · Le puzzle</summary>

<pre>t.avance(100)
t.droite(90)</pre>

</details>"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "preparation", "creer", "from atelier import *"),
    cell("code", "exemple", "modifie", "print('un exemple')"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nTrace un coin.", 2),
    cell("code", "reponse", "modifie", START, 2),
    cell("markdown", "indices", "modifie", HINTS, 2),
)


@pytest.fixture(scope="module")
def school(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnerServer]:
    """A learner's server with a room, and the lesson as it was given."""
    folder = tmp_path_factory.mktemp("gestures")
    for server in start_server(folder, shared_room):
        (folder / "publie" / PLACE).write_text(json.dumps(LESSON), encoding="utf-8")
        put(server, LESSON)
        yield server


@pytest.fixture(scope="module")
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """The lesson, open."""
    with browser_page(school, browser) as page:
        yield open_lesson(school, page)


def test_hints_come_one_after_the_other(page: Page) -> None:
    expect(page.locator(".qp-role-indices details").first).to_be_hidden()
    page.get_by_role("button", name="Indice 1").click()
    expect(page.locator(".qp-hint")).to_have_count(1)
    expect(page.locator(".qp-hint")).to_contain_text("Combien de traits ?")
    page.get_by_role("button", name="Indice 2").click()
    expect(page.locator(".qp-hint")).to_have_count(2)
    expect(page.locator(".qp-more-help")).to_be_hidden()


def pieces(page: Page) -> list[str]:
    """The puzzle's lines as they stand."""
    return page.locator(".qp-piece code").all_inner_texts()


def test_the_puzzle_is_ordered_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Monter t.droite(90)").focus()
    page.keyboard.press("Enter")
    assert pieces(page) == ["t.droite(90)", "t.avance(100)"]
    expect(page.get_by_role("button", name="Monter t.droite(90)")).to_be_focused()


def test_the_puzzle_is_ordered_by_mouse(page: Page) -> None:
    grip = page.locator(".qp-grip").first
    grip.scroll_into_view_if_needed()
    box, target = grip.bounding_box(), page.locator(".qp-grip").nth(1).bounding_box()
    assert box is not None
    assert target is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 40, steps=5)
    page.mouse.up()
    assert pieces(page) == ["t.avance(100)", "t.droite(90)"]


def test_the_puzzle_is_ordered_by_finger(page: Page) -> None:
    grips = page.locator(".qp-grip")
    grips.first.scroll_into_view_if_needed()
    box, target = grips.first.bounding_box(), grips.nth(1).bounding_box()
    assert box is not None
    assert target is not None
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *places: float) -> None:
        points = [{"x": box["x"] + 20, "y": place} for place in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", box["y"] + 20)
    for place in (box["y"] + 40, target["y"] + 20, target["y"] + 40):
        touch("touchMove", place)
    touch("touchEnd")
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    assert pieces(page) == ["t.droite(90)", "t.avance(100)"]


def test_the_puzzle_goes_to_the_answer_and_the_try_is_a_version(
    page: Page, school: LearnerServer
) -> None:
    page.set_viewport_size({"width": 1024, "height": 300})
    answer = page.locator(".qp-role-reponse .cm-content")
    page.get_by_role("button", name="Mettre dans ma cellule").click()
    expect(answer).to_be_in_viewport(ratio=0.5)
    page.set_viewport_size({"width": 1024, "height": 600})
    expect(answer).to_contain_text("t.avance(100)")
    expect(answer).not_to_contain_text("t.avance(50)")
    told = school.ask(f"quartiers/work?path={PLACE}").json
    assert told["versions"][0]["reason"] == "puzzle"


@pytest.mark.parametrize(
    ("role", "gesture", "given"),
    [
        ("reponse", "Recommencer cet exercice", "t.avance(50)"),
        ("exemple", "Remettre l’exemple", "un exemple"),
    ],
)
def test_a_cell_is_given_back_as_it_was_and_the_try_is_a_version(
    page: Page, school: LearnerServer, role: str, gesture: str, given: str
) -> None:
    editor = page.locator(f".qp-role-{role} .cm-content")
    editor.fill(f"'mon essai de {role}'")
    page.get_by_role("button", name=gesture).click()
    expect(editor).to_contain_text(given)
    told = school.ask(f"quartiers/work?path={PLACE}").json["versions"]
    name = next(one["name"] for one in told if one["reason"] == "depart")
    version = school.ask(f"quartiers/version?path={PLACE}&name={name}").json
    assert f"mon essai de {role}" in json.dumps(version)


def test_the_line_concerned_is_marked_until_it_changes(page: Page) -> None:
    write(page, "a = 1\nb = c\na")
    page.locator(".qp-role-reponse .qp-run").click()
    line = page.locator(".qp-role-reponse .qp-fault-line")
    expect(line).to_have_text("b = c", timeout=PATIENCE)
    page.locator(".qp-role-reponse .cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("#")
    expect(line).to_have_count(0)


def test_the_same_message_three_times_calls_for_help_and_tells_the_board(
    page: Page, school: LearnerServer, shared_room: FakeRoom
) -> None:
    write(page, "inconnu")
    state = page.locator(".qp-role-reponse .qp-state")
    run = page.locator(".qp-role-reponse .qp-run")
    count = page.locator(".qp-role-reponse .jp-InputPrompt")  # hidden: how many runs so far
    for _ in range(3):
        expect(state).not_to_contain_text("On cherche encore")
        before = count.text_content() or ""
        run.click()
        expect(count).not_to_have_text(before)
        expect(count).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)
    expect(state).to_contain_text("Ouvre un indice, ou montre à quelqu’un", timeout=PATIENCE)
    page.wait_for_timeout(500)
    stuck = [body["lesson"] for _, _, body in shared_room.heard if body and body.get("stuck")]
    assert stuck == [CARD["code"]]


def test_a_loop_without_end_stops_by_itself_and_says_so(page: Page) -> None:
    page.clock.install()
    write(page, "import itertools\nprint('parti')\nfor tour in itertools.count():\n    pass")
    page.locator(".qp-role-reponse .qp-run").click()
    expect(page.locator(".qp-role-reponse .qp-stop")).to_be_visible()
    # a kernel that has not begun lets an interruption pass: no half minute is that short
    expect(page.locator(".qp-role-reponse .jp-OutputArea")).to_contain_text("parti")
    page.clock.fast_forward("00:31")  # for the page, the half minute that a cell may run
    state = page.locator(".qp-role-reponse .qp-state")
    expect(state).to_contain_text("Ta boucle tourne sans fin", timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse .qp-stop")).to_be_hidden()
