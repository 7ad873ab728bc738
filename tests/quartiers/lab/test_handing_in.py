"""The end of a lesson: «Rendre» on the last step, the window, and the animators' words in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from eyes import judge
from learner_side import FakeRoom, LearnerServer, start_server
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
    write,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = needs_a_browser
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "exemple", "lance", "print('bonjour')"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nÉcris 2.", 2),
    cell("code", "reponse", "modifie", "1 + 1", 2),
)
FINISHED = "Tu as fini ? Rends ton travail."


def exercise(number: int, **more: Any) -> dict[str, Any]:
    """One exercise as the room tells it."""
    told = {"exercise": number, "stars": 0, "out_of": 3, "sentence": "Je vois 1 trait."}
    return {**told, "untouched": False, **more}


def word(number: int, text: str, **more: Any) -> dict[str, Any]:
    """A word as the room tells it."""
    date = f"2026-11-24T12:0{number}:00+00:00"
    told = {"id": number, "text": text, "rework": True, "date": date}
    return {**told, "read": False, "earlier": False, **more}


def tell(room: FakeRoom, *words: Any, **answer: Any) -> None:
    """What the room says of the work from now on."""
    result = {
        "stars": 2,
        "out_of": 9,
        "notice": None,
        "exercises": [
            exercise(2, stars=2),
            exercise(3),
            exercise(4, sentence="Pas encore fait.", untouched=True),
        ],
    }
    known = {"status": "done", "result": result, "submission": "s", "sentence": None, "ahead": 0}
    room.answers["submit"] = (202, {"submission": "s"})
    room.answers["result?lesson=P01"] = (200, {**known, "words": words, **answer})


@pytest.fixture(scope="module")
def school(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnerServer]:
    """A learner's server with a room."""
    shared_room.answers = {}
    tell(shared_room, status="none", result=None, submission=None)
    for server in start_server(tmp_path_factory.mktemp("handing_in"), shared_room):
        put(server, LESSON)
        yield server


@pytest.fixture(scope="module")
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """The lesson, open."""
    with browser_page(school, browser) as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        yield open_lesson(school, page)


def way(page: Page) -> Locator:
    """The way on under the last step shown."""
    return page.locator(".qp-way:visible").last


def window(page: Page) -> Locator:
    """The window of «Rendre»."""
    return page.locator("dialog[open]")


def read(room: FakeRoom) -> list[list[int]]:
    """The words that the room was told are read."""
    return [body["read"] for route, _, body in room.heard if route == "words"]


def test_the_last_step_says_to_hand_in(page: Page) -> None:
    expect(way(page)).not_to_contain_text(FINISHED)
    page.locator(".qp-role-exemple .qp-run").click()
    page.get_by_role("button", name="Étape suivante").click(timeout=PATIENCE)
    expect(way(page)).to_contain_text(FINISHED)
    judge(page)


def test_the_window_begins_with_it_is_handed_in_and_leads_to_my_lessons(
    page: Page, shared_room: FakeRoom
) -> None:
    tell(shared_room)
    way(page).get_by_role("button", name="Rendre").click()
    expect(window(page).locator(".qp-dialog-body > :first-child")).to_have_text(
        "C’est rendu.", timeout=PATIENCE
    )
    lessons = window(page).get_by_role("link", name="Mes leçons")
    expect(lessons).to_have_attribute("href", "/services/salle/lecons")
    expect(lessons).to_be_in_viewport()
    judge(page)


def test_an_exercise_nobody_touched_is_not_done_yet_rather_than_failed(page: Page) -> None:
    tried, untouched = (page.locator(".qp-results li").nth(place) for place in (1, 2))
    expect(tried).to_contain_text("☆☆☆")
    expect(untouched).to_have_text("Exercice 4pas encore fait")


def test_once_handed_in_nothing_asks_for_it_until_an_answer_changes(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(window(page)).to_have_count(0)
    expect(page.locator(".qp-hand-in")).to_be_focused()
    expect(page.get_by_text(FINISHED)).to_be_hidden()
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
    page.reload()
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    expect(page.locator(".qp-role-reponse")).to_be_visible()
    expect(page.get_by_text(FINISHED)).to_be_hidden()
    write(page, "2 + 2")
    expect(way(page)).to_contain_text(FINISHED)


def test_the_same_work_is_not_sent_twice_while_it_waits(page: Page, shared_room: FakeRoom) -> None:
    tell(shared_room, status="pending", result=None)
    shared_room.heard.clear()
    for _ in range(2):
        page.locator(".qp-hand-in").click()
        expect(window(page)).to_contain_text("Il attend son tour", timeout=PATIENCE)
        page.keyboard.press("Escape")
        expect(window(page)).to_have_count(0)
    assert [route for route, _, _ in shared_room.heard].count("submit") == 1
    tell(shared_room)
    page.locator(".qp-hand-in").click()
    expect(window(page)).to_contain_text("C’est rendu.", timeout=PATIENCE)
    page.keyboard.press("Escape")


def test_a_word_about_an_earlier_work_comes_after_the_result_and_is_not_read_yet(
    page: Page, shared_room: FakeRoom
) -> None:
    shared_room.heard.clear()
    tell(shared_room, word(1, "Change la couleur.", earlier=True))
    write(page, "3 + 3")
    page.locator(".qp-hand-in").click()
    card = window(page).locator(".qp-word-card")
    expect(card).to_contain_text("Le mot sur ta version d’avant", timeout=PATIENCE)
    expect(card).not_to_contain_text("reprendre")
    expect(window(page).locator(".qp-dialog-body > :last-child")).to_contain_text("Change la")
    judge(page)
    page.keyboard.press("Escape")
    assert read(shared_room) == []


def test_a_word_opened_in_the_lesson_is_in_sight_and_read(
    page: Page, shared_room: FakeRoom
) -> None:
    page.get_by_role("button", name="Un mot").click()
    expect(window(page).locator(".qp-word-card")).to_be_in_viewport(ratio=0.9)
    page.wait_for_timeout(500)
    assert read(shared_room) == [[1]]
    page.keyboard.press("Escape")


def test_all_the_words_are_shown_and_the_new_ones_come_first(
    page: Page, shared_room: FakeRoom
) -> None:
    old = word(1, "Change la couleur.", earlier=True, read=True)
    tell(shared_room, word(3, "Encore un."), word(2, "Bravo."), old)
    page.reload()
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    shared_room.heard.clear()
    page.get_by_role("button", name="Un mot").click()
    cards = window(page).locator(".qp-word-card")
    expect(cards).to_have_count(3)
    expect(window(page).locator(".qp-dialog-body > :nth-child(2)")).to_contain_text("Bravo.")
    expect(window(page).locator(".qp-dialog-body > :nth-child(3)")).to_have_text("C’est rendu.")
    page.wait_for_timeout(500)
    assert read(shared_room) == [[3, 2]]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Un mot").click()
    expect(cards.first).to_be_in_viewport()
    page.wait_for_timeout(500)
    assert read(shared_room) == [[3, 2]]
