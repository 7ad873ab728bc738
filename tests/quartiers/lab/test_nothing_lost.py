"""Nothing a learner types is lost: network cut, server and kernel killed, disk full, two tabs."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from learner_side import LearnerServer, start_server
from lesson_page import (
    PATIENCE,
    SAVED,
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
LOCAL = "Gardé sur cet ordinateur"
SHOW_SVG = """from IPython.display import SVG
SVG('<svg xmlns="http://www.w3.org/2000/svg"/>')"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nÉcris.", 2),
    cell("code", "reponse", "modifie", "# À toi", 2),
)
TWO_STEPS = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nÉcris.", 2),
    cell("code", "reponse", "modifie", "# À toi", 2),
    cell("code", "controle", "modifie", "print('encore', couleur)", 2),
)


# Nobody has to wait here as long as a learner: JupyterLab's rounds of ten seconds take one, and
# the page believes that it has waited half a minute.
QUICK_ROUNDS = """{
  const wait = window.setTimeout;
  const sooner = ms => ms > 5000 && ms < 15000 ? 1000 : ms;
  window.setTimeout = (then, ms, ...rest) => wait(then, sooner(ms), ...rest);
}"""
LATER = """() => {
  const now = performance.now.bind(performance);
  performance.now = () => now() + 30_000;
}"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    """A learner's server of its own: it is killed here."""
    yield from start_server(tmp_path_factory.mktemp("lost"), None)


@pytest.fixture
def page(school: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """A fresh lesson, open."""
    put(school, LESSON)
    with browser_page(school, browser) as page:
        yield open_lesson(school, page)


def is_kept(page: Page) -> None:
    """The screen says that everything is kept."""
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)


def is_local(page: Page) -> None:
    """The screen says that the work is in this browser only."""
    expect(page.locator(".qp-saved")).to_contain_text(LOCAL, timeout=PATIENCE)


def test_what_is_said_to_be_kept_is_on_the_disk(page: Page, school: LearnerServer) -> None:
    write(page, "# gardé")
    expect(page.locator(".qp-saved")).not_to_have_text(SAVED)
    is_kept(page)
    assert "# gardé" in saved(school)


def test_a_page_closed_while_the_server_is_away_finds_its_work_again(
    page: Page, school: LearnerServer
) -> None:
    school.kill()
    write(page, "# sans réseau, puis fermé")
    is_local(page)
    assert "sans réseau" not in saved(school)
    context = page.context
    page.close()
    assert "sans réseau" not in saved(school)
    school.restart()
    again = open_lesson(school, context.new_page())
    expect(again.locator(".qp-role-reponse .cm-content")).to_contain_text("puis fermé")
    expect(again.locator(".qp-told")).to_contain_text("retrouvé ton travail")
    is_kept(again)
    assert "sans réseau, puis fermé" in saved(school)


def test_a_server_killed_while_typing_gets_the_work_when_it_is_back(
    page: Page, school: LearnerServer
) -> None:
    school.kill()
    write(page, "# pendant la panne")
    is_local(page)
    school.restart()
    is_kept(page)
    assert "pendant la panne" in saved(school)
    assert page.locator(".jp-Dialog").count() == 0


def test_a_kernel_killed_while_typing_takes_nothing_away(page: Page, school: LearnerServer) -> None:
    write(page, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    page.locator(".qp-role-reponse .qp-run").click()
    write(page, "print('après ' + 'la panne')")
    is_kept(page)
    assert "print('après '" in saved(school)
    expect(page.locator(".qp-role-reponse .qp-stop")).to_be_hidden(timeout=PATIENCE)
    page.locator(".qp-role-reponse .qp-run").click()
    output = page.locator(".qp-role-reponse .jp-OutputArea")
    expect(output).to_contain_text("après la panne", timeout=PATIENCE)
    assert page.locator(".jp-Dialog").count() == 0


def put_kernels_to_sleep(school: LearnerServer) -> None:
    """What the server does by itself with kernels that nobody used for long."""
    for kernel in school.ask("api/kernels").json:
        delete = Request(f"{school.base}api/kernels/{kernel['id']}", method="DELETE")
        delete.add_header("Authorization", f"token {school.token}")
        urlopen(delete, timeout=30).close()


def run_first(page: Page) -> None:
    """Click on the first «Lancer»."""
    page.locator(".qp-role-reponse .qp-run").first.click()


def test_a_kernel_put_to_sleep_wakes_up_at_the_next_click_with_all_it_knew(
    school: LearnerServer,
    browser: BrowserContext,
) -> None:
    put(school, TWO_STEPS)
    with browser_page(school, browser) as page:
        page.add_init_script(QUICK_ROUNDS)
        open_lesson(school, page)
        write(page, "couleur = 'turquoise'\nprint('vue', couleur)")
        run_first(page)
        first = page.locator(".qp-role-reponse .jp-OutputArea").first
        expect(first).to_contain_text("vue turquoise", timeout=PATIENCE)
        put_kernels_to_sleep(school)
        for _ in range(2):  # the page asks now and then which kernels there are
            page.wait_for_event("response", lambda answer: "/api/kernels?" in answer.url)
        page.get_by_role("button", name="Vérifier").click()
        check = page.locator(".qp-role-controle .jp-OutputArea")
        expect(check).to_contain_text("encore turquoise", timeout=PATIENCE)
        expect(first).to_contain_text("vue turquoise")
        assert page.locator(".jp-Dialog").count() == 0
        assert "arrêté" not in page.locator(".qp-live").inner_text()
        is_kept(page)


def test_a_server_put_to_sleep_starts_the_next_gesture_afresh_once_it_is_back(
    page: Page, school: LearnerServer
) -> None:
    write(page, "print('après ' + 'la pause')")
    is_kept(page)
    school.kill()
    school.restart()
    run_first(page)
    output = page.locator(".qp-role-reponse .jp-OutputArea")
    expect(output).to_contain_text("après la pause", timeout=PATIENCE)
    assert page.locator(".jp-Dialog").count() == 0


def test_a_server_that_ends_during_a_run_ends_the_run_and_the_next_one_is_possible(
    page: Page, school: LearnerServer
) -> None:
    write(page, "import time\nprint('début')\ntime.sleep(600)")
    is_kept(page)
    run_first(page)
    answer = page.locator(".qp-role-reponse")
    expect(answer.locator(".jp-OutputArea")).to_contain_text("début", timeout=PATIENCE)
    with page.expect_event("requestfailed", lambda asked: "/api/status" in asked.url):
        school.kill()  # the page has noticed, and insists
    page.evaluate(LATER)
    expect(answer.locator(".qp-state")).to_contain_text("joindre l’atelier", timeout=PATIENCE)
    expect(answer.locator(".qp-stop")).to_be_hidden()
    assert "arrêté" not in page.locator(".qp-live").inner_text()
    write(page, "print('après ' + 'la panne')")
    is_local(page)
    school.restart()
    is_kept(page)
    run_first(page)
    expect(answer.locator(".jp-OutputArea")).to_contain_text("après la panne", timeout=PATIENCE)
    assert page.locator(".jp-Dialog").count() == 0


def test_a_full_disk_is_said_and_the_work_waits_in_the_browser(
    page: Page, school: LearnerServer
) -> None:
    is_kept(page)
    before = saved(school)
    soft, hard = resource.prlimit(school.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(school.pid, resource.RLIMIT_FSIZE, (300, hard))
    try:
        write(page, "# le disque est plein")
        is_local(page)
        expect(page.locator(".qp-notice")).to_contain_text("La place manque", timeout=PATIENCE)
        assert saved(school) == before
    finally:
        resource.prlimit(school.pid, resource.RLIMIT_FSIZE, (soft, hard))
    is_kept(page)
    expect(page.locator(".qp-notice")).to_be_empty()
    assert "le disque est plein" in saved(school)


def test_two_tabs_are_told_of_each_other_and_lose_neither(
    page: Page, school: LearnerServer
) -> None:
    other = open_lesson(school, page.context.new_page())
    write(other, "# deuxième onglet")
    is_kept(other)
    write(page, "# premier onglet")
    notice = page.locator(".qp-notice")
    expect(notice).to_contain_text("un autre écran", timeout=PATIENCE)
    assert "deuxième onglet" in saved(school)
    notice.get_by_role("button", name="Prendre l’autre écran").click()
    expect(page.locator(".qp-role-reponse .cm-content")).to_contain_text("deuxième onglet")
    expect(notice).to_be_empty()
    page.get_by_role("button", name="Mes versions").click()
    panel = page.locator(".qp-versions")
    panel.get_by_role("button", name="Reprendre").first.click()
    expect(page.locator(".qp-role-reponse .cm-content")).to_contain_text("premier onglet")
    is_kept(page)
    assert "premier onglet" in saved(school)


def test_the_screen_in_front_can_be_chosen(page: Page, school: LearnerServer) -> None:
    other = open_lesson(school, page.context.new_page())
    write(other, "# ailleurs")
    is_kept(other)
    write(page, "# ici")
    page.get_by_role("button", name="Garder ce que je vois").click(timeout=PATIENCE)
    expect(page.locator(".qp-notice")).to_be_empty()
    assert "# ici" in saved(school)
    told = school.ask(f"quartiers/work?path={page.url.split('/tree/')[1]}").json
    assert "ecran" in [one["reason"] for one in told["versions"]]


def test_a_drawing_still_shows_after_the_lesson_is_opened_again(
    page: Page, school: LearnerServer
) -> None:
    write(page, SHOW_SVG)
    page.locator(".qp-role-reponse .qp-run").click()
    drawing = page.locator(".qp-role-reponse .jp-RenderedSVG img")
    expect(drawing).to_have_count(1, timeout=PATIENCE)
    is_kept(page)
    page.reload()
    expect(drawing).to_have_count(1, timeout=PATIENCE)
