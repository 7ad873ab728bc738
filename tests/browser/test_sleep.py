"""A server put to sleep while nobody worked: the learner sees nothing of it.

The tests follow each other: an afternoon with long breaks in it.
"""

import os
import time
from contextlib import suppress

import psutil
import pytest
from people import PASSWORD, PATIENCE
from playwright.sync_api import expect

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="servers are found by the learners' own accounts: needs root"
)

PICTURES = (2, 5, 9)
KEPT = "# mon travail d'avant la pause"


@pytest.fixture(scope="module")
def learner(house):
    """Somebody at work in the first lesson."""
    house.animator = house.new_animator()
    house.animator.enter("samia", PASSWORD)
    house.code = house.animator.open_seance("Alma")
    learner = house.new_learner()
    house.learners.append(learner)
    learner.enter_as_newcomer(house.code, PICTURES)
    learner.open_lesson("Bienvenue à l'atelier")
    return learner


def servers(house):
    """The learners' servers that run: the parents of all their processes."""
    found = []
    for process in psutil.process_iter(["uids"]):
        with suppress(psutil.NoSuchProcess):  # it has just ended
            if is_learners(process, house):
                parent = process.parent()
                if parent is None or not is_learners(parent, house):
                    found.append(process)
    return found


def is_learners(process, house):
    """Whether a process of this house is a learner's."""
    try:
        return process.uids().real in house.accounts
    except psutil.NoSuchProcess:
        return False


def put_to_sleep(house):
    """What a server does by itself after a long silence: it stops in good order."""
    for server in servers(house):
        with suppress(psutil.NoSuchProcess):
            server.terminate()
    limit = time.monotonic() + 60
    while servers(house):
        assert time.monotonic() < limit, "the server did not stop"
        time.sleep(0.1)


def own_status(learner):
    """Where the server of the lesson on the screen says how it is."""
    return learner.page.evaluate("location.href").split("/lab")[0] + "/api/status"


def wait_until_noticed(learner, where):
    """Until the Hub itself says that the server does not run."""
    limit = time.monotonic() + 60
    while status(learner, where) != 424:
        assert time.monotonic() < limit, "the Hub did not see the end of the server"
        time.sleep(0.2)


def status(learner, where):
    """What the page of the lesson would be answered, whatever page is on the screen."""
    return learner.context.request.get(where).status


def run_first(learner):
    """Click on the first «Lancer» of the lesson; what its cell shows."""
    cell = learner.page.locator(".qp-role-reponse").first
    cell.get_by_role("button", name="Lancer").click()
    return cell.locator(".jp-OutputArea")


def is_kept(learner):
    """Wait until the page says so."""
    expect(learner.page.locator(".qp-saved")).to_have_text("Tout est gardé ✓", timeout=PATIENCE)


@pytest.mark.parametrize("noticed", [True, False], ids=["noticed", "not yet noticed"])
def test_the_next_click_wakes_the_server_up_and_the_page_stays(house, learner, noticed):
    """Whether the Hub has already seen that the server stopped or not: one click is enough."""
    learner.write_answer(0, f"{KEPT}\nprint('avant ' + 'la pause')")
    expect(run_first(learner)).to_contain_text("avant la pause", timeout=PATIENCE)
    is_kept(learner)
    place = learner.page.locator(".qp-path").inner_text()
    put_to_sleep(house)
    if noticed:
        wait_until_noticed(learner, own_status(learner))
    learner.write_answer(0, f"{KEPT}\nprint('après ' + 'la pause')")
    output = run_first(learner)
    expect(output).to_contain_text("après la pause", timeout=2 * PATIENCE)
    assert learner.page.locator(".jp-Dialog").count() == 0
    assert learner.page.locator(".qp-path").inner_text() == place
    is_kept(learner)


def test_a_check_is_taken_up_as_well(house, learner):
    put_to_sleep(house)
    assert learner.check(0)


def test_a_server_that_ends_during_a_run_says_it_and_the_next_click_wakes_it_up(house, learner):
    learner.write_answer(0, "import time\nprint('début')\ntime.sleep(600)")
    expect(run_first(learner)).to_contain_text("début", timeout=PATIENCE)
    put_to_sleep(house)
    cell = learner.page.locator(".qp-role-reponse").first
    expect(cell.locator(".qp-state")).to_contain_text("s’est éteint", timeout=PATIENCE)
    learner.write_answer(0, f"{KEPT}\nprint('rallumé ' + 'ici')")
    expect(run_first(learner)).to_contain_text("rallumé ici", timeout=2 * PATIENCE)
    is_kept(learner)


@pytest.mark.parametrize("noticed", [True, False], ids=["noticed", "not yet noticed"])
def test_a_page_closed_before_the_break_is_found_where_it_was(house, learner, noticed):
    """One click on the lesson is enough, even in the seconds when the Hub still says «ready»."""
    where = own_status(learner)
    learner.page.goto(f"{house.base}services/salle/lecons")
    put_to_sleep(house)
    if noticed:
        wait_until_noticed(learner, where)
    learner.open_lesson("Bienvenue à l'atelier")
    editor = learner.page.locator(".qp-role-reponse .cm-content").first
    expect(editor).to_contain_text(KEPT, timeout=PATIENCE)
    expect(run_first(learner)).to_contain_text("rallumé ici", timeout=PATIENCE)
