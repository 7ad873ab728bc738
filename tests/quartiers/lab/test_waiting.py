"""From the first byte to the lesson: one calm French sentence, and nothing of the machinery."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eyes import english_seen
from learner_side import LearnerServer, start_server
from lesson_page import PATIENCE, READY, browser_page, cell, needs_a_browser, notebook, put
from playwright.sync_api import BrowserContext, Page, Request, expect

pytestmark = needs_a_browser
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nÉcris 2.", 2),
    cell("code", "reponse", "modifie", "# À toi", 2),
)
# What comes onto the page, and what it shows at the moment the waiting screen leaves.
WATCH = """
window.came = [];
window.shownThen = null;
new MutationObserver(changes => changes.forEach(({addedNodes, removedNodes}) => {
  addedNodes.forEach(one => window.came.push(one.id || one.className));
  removedNodes.forEach(one => {
    if (one.className?.includes?.('qp-waiting')) {
      window.shownThen = document.querySelector('.qp-lesson .qp-title')?.textContent ?? '';
    }
  });
})).observe(document, {childList: true, subtree: true});
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    """A learner's server."""
    for server in start_server(tmp_path_factory.mktemp("waiting"), None):
        put(server, LESSON)
        yield server


@pytest.fixture
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """A page on its way to the lesson, whose scripts have not come yet."""
    with browser_page(school, browser) as page:
        page.add_init_script(WATCH)
        yield page


def address(school: LearnerServer) -> str:
    return f"{school.base}quartiers/open?lesson=P01&token={school.token}"


def test_before_any_script_the_page_waits_in_french(school: LearnerServer, page: Page) -> None:
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(address(school))
    told = page.evaluate("getComputedStyle(document.body, '::before').content")
    assert told == '"Je prépare ta leçon…"'


def test_the_lesson_is_there_when_the_waiting_screen_leaves(
    school: LearnerServer, page: Page
) -> None:
    for go in (lambda: page.goto(address(school)), page.reload):
        go()
        waiting = page.locator(".qp-waiting")
        expect(waiting).to_have_text("Je prépare ta leçon…")
        assert english_seen(page) == {}
        expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
        expect(waiting).to_have_count(0)
        assert page.evaluate("shownThen") == "Mon initiale en néon"
        assert "jupyterlab-splash" not in page.evaluate("came")


def test_the_address_still_names_the_lesson_when_jupyterlab_has_settled(
    school: LearnerServer, page: Page
) -> None:
    with page.expect_request(is_workspace_saved, timeout=PATIENCE):  # the last thing it does
        page.goto(address(school))
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    assert page.url.split("?")[0].endswith(".ipynb")
    page.reload()
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)


def is_workspace_saved(request: Request) -> bool:
    return "/lab/api/workspaces/" in request.url and request.method == "PUT"


def test_the_waiting_screen_wears_the_learner_s_comfort(school: LearnerServer, page: Page) -> None:
    page.goto(address(school))
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    page.get_by_role("button", name="Confort").click()
    page.get_by_label("Sombre").check()
    page.reload()
    paper = "getComputedStyle(document.querySelector('.qp-waiting') ?? document.body)"
    page.wait_for_function(f"{paper}.backgroundColor === 'rgb(23, 21, 31)'")
