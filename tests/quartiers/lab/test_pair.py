"""The line of two learners in the lesson: seen, heard, worked by keyboard, without any barrier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from eyes import AXE, judge
from learner_side import FakeRoom, LearnerServer, start_server
from lesson_page import browser_page, cell, needs_a_browser, notebook, open_lesson, put
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = [
    *needs_a_browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: run `npm ci`"),
]
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("code", "exemple", "lance", "print('bonjour')"),
    cell("code", "reponse", "modifie", "a = 1", 2),
)
AVATAR = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def told(guest_drives: bool, since: int = 0) -> Any:
    """What the room answers of Lynx and Panda."""
    host, guest = ({"pseudo": name, "avatar": AVATAR} for name in ("Lynx azur", "Panda corail"))
    pair = {"host": host, "guest": guest, "guest_drives": guest_drives, "since": since}
    return 200, {"pair": pair}


@pytest.fixture(scope="module")
def school(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnerServer]:
    """A learner's server with a room where two work together."""
    shared_room.answers = {"pair": told(False, since=600)}
    for server in start_server(tmp_path_factory.mktemp("pair"), shared_room):
        put(server, LESSON)
        yield server


@pytest.fixture(scope="module")
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """The lesson, open."""
    with browser_page(school, browser) as page:
        open_lesson(school, page)
        yield page


def pilot(page: Page) -> Any:
    """Whoever holds the keyboard, on the page."""
    return page.locator(".qp-mod-pilot")


def choose(page: Page, *values: str) -> None:
    """Choose in the comfort panel: `theme-dark`."""
    page.get_by_role("button", name="Confort").click()
    for value in values:
        name, _, choice = value.partition("-")
        page.locator(f".qp-comfort input[name=qp-{name}][value={choice}]").check()
    page.keyboard.press("Escape")
    expect(page.locator(".qp-comfort")).to_have_count(0)


def test_after_ten_minutes_the_page_proposes_to_swap(page: Page) -> None:
    expect(pilot(page)).to_contain_text("Lynx azur pilote")
    reminder = page.locator(".qp-reminder")
    expect(reminder).to_have_text("Dix minutes déjà : on échange ?")
    expect(reminder).to_have_attribute("role", "status")
    judge(page)


def test_the_keyboard_changes_hands_by_keyboard_and_is_said_once(
    page: Page, shared_room: FakeRoom
) -> None:
    shared_room.answers["pair"] = told(True)
    swap = page.get_by_role("button", name="Échanger")
    swap.focus()
    page.keyboard.press("Enter")
    expect(pilot(page)).to_contain_text("Panda corail pilote")
    expect(page.locator(".qp-told")).to_have_text("Panda corail prend le clavier.")
    expect(page.locator(".qp-reminder")).to_have_text("")
    expect(swap).to_be_focused()
    assert ("pair", "token of-the-hub", {"do": "swap"}) in shared_room.heard


def test_a_refusal_of_the_room_is_said_and_changes_nothing(
    page: Page, shared_room: FakeRoom
) -> None:
    shared_room.answers["pair"] = (503, {"sentence": "La salle se repose."})
    page.get_by_role("button", name="Échanger").click()
    expect(page.locator(".qp-told")).to_have_text("La salle se repose.")
    expect(pilot(page)).to_contain_text("Panda corail")


def test_the_end_is_asked_once_and_can_be_refused(page: Page, shared_room: FakeRoom) -> None:
    page.get_by_role("button", name="Finir à deux").click()
    expect(page.get_by_role("button", name="Oui, on arrête")).to_be_focused()
    judge(page)
    page.get_by_role("button", name="Non, on continue").click()
    expect(page.get_by_role("button", name="Finir à deux")).to_be_focused()
    assert "end" not in [
        body["do"] for route, _, body in shared_room.heard if body and "do" in body
    ]


@pytest.mark.parametrize(
    "choices",
    [("contrast-high",), ("contrast-normal", "theme-dark"), ("theme-light", "size-larger")],
)
def test_every_comfort_has_no_barrier(page: Page, choices: tuple[str, ...]) -> None:
    choose(page, *choices)
    judge(page)


def test_nothing_moves_for_somebody_who_asked_for_calm(page: Page) -> None:
    choose(page, "motion-reduced")
    page.locator(".qp-pair").evaluate("node => node.classList.add('qp-mod-due')")
    names = page.locator(".qp-swap").evaluate("node => getComputedStyle(node).animationName")
    assert names == "none"


def test_nothing_is_cut_on_a_small_or_enlarged_screen(page: Page) -> None:
    for width, height in ((1024, 600), (512, 300)):
        page.set_viewport_size({"width": width, "height": height})
        cut = page.locator(".qp-pair .qp-button:visible").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"
        )
        assert cut == 0
    page.set_viewport_size({"width": 1024, "height": 600})


def test_alone_again_the_way_to_be_two_comes_back(page: Page, shared_room: FakeRoom) -> None:
    shared_room.answers["pair"] = (200, {"pair": None})
    page.get_by_role("button", name="Finir à deux").click()
    page.get_by_role("button", name="Oui, on arrête").click()
    expect(page.locator(".qp-pair")).to_be_hidden()
    expect(page.locator(".qp-told")).to_contain_text("Panda corail retrouve ce travail")
    expect(page.get_by_role("button", name="À deux")).to_be_focused()
    judge(page)
