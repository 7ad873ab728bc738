"""A learner's page in a real browser: it runs at an origin where nothing of the house is.

The learner has replaced their own server by a program that keeps all it receives. The tests follow
each other.
"""

import json
import os
import re

import pytest
from hostile import hostile_server, put_in_place_of
from people import PASSWORD
from playwright.sync_api import expect

from quartiers.hub.workshops_port import port_in_use
from quartiers.settings import Settings

PICTURES = (0, 4, 7)
HOUSE_COOKIES = re.compile("service-salle|jupyterhub-hub-login|jupyterhub-session-id|quartiers-")
# A page of the pirate, in a browser where an animator has entered: what it reads of the house.
STEAL = """async (address) => {
  try {
    const answer = await fetch(address, {credentials: "include"});
    return answer.type + " " + answer.status + " " + (await answer.text());
  } catch (reason) { return "nothing: " + reason.name; }
}"""
FRAME = """(address) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => {
    try { done(frame.contentDocument ? frame.contentDocument.body.innerText : "nothing"); }
    catch (reason) { done("nothing"); }
  };
  frame.src = address;
  document.body.append(frame);
})"""
POST = """(address) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = address; form.target = "_blank";
  form.append(Object.assign(document.createElement("input"), {name: "centre", value: "Alma"}));
  document.body.append(form);
  form.submit();
}"""
SOCKET = """(address) => new Promise((done) => {
  const socket = new WebSocket(address);
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
})"""


@pytest.fixture(scope="module")
def settings(house):
    """Those of the house."""
    port = int(house.base.rstrip("/").rpartition(":")[2])
    return Settings(data=house.data, port=port)


@pytest.fixture(scope="module")
def hostile():
    """What the pirate puts in the place of their server."""
    with hostile_server() as found:
        yield found


@pytest.fixture(scope="module")
def pirate(house):
    """Somebody whose server runs, with a lesson open."""
    house.animator = house.new_animator()
    house.animator.enter("samia", PASSWORD)
    house.code = house.animator.open_seance("Alma")
    learner = house.new_learner()
    house.learners.append(learner)
    learner.enter_as_newcomer(house.code, PICTURES)
    learner.open_lesson("Bienvenue à l'atelier")
    learner.name = re.search(r"/user/([^/]+)/", learner.page.url)[1]
    return learner


def test_a_lesson_opens_at_the_origin_of_the_workshops(house, settings, pirate):
    workshops = f"http://127.0.0.1:{port_in_use(settings)}"
    assert pirate.page.url.startswith(f"{workshops}/user/{pirate.name}/")
    assert not house.base.startswith(workshops)


def test_the_animator_opens_the_page_of_the_pirate_and_gives_nothing(
    house, settings, pirate, hostile
):
    pirate.page.goto(f"{house.base}services/salle/lecons")  # a lesson goes on asking
    put_in_place_of(settings, pirate.name, hostile)
    home = settings.home(pirate.name)
    folder = home / "creations"
    folder.mkdir(exist_ok=True)
    for climb in ("../../../../user", "/user", "..%2f..%2f..%2f..%2fuser"):
        card = folder / f"{len(climb)}.json"
        card.write_text(json.dumps({"fichier": f"{climb}/{pirate.name}/x.png", "titre": "x"}))
        os.chown(card, home.stat().st_uid, -1)
    os.chown(folder, home.stat().st_uid, -1)
    page = house.animator.page
    page.goto(f"{house.base}services/salle/animation/jeunes/{pirate.name}")
    expect(page.get_by_role("heading", name=pirate.pseudo)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert hostile.received == []


def test_an_address_of_the_workshop_opened_by_the_animator_gives_nothing(
    house, settings, pirate, hostile
):
    tab = house.animator.context.new_page()
    for base in (house.base, f"http://127.0.0.1:{port_in_use(settings)}/"):
        tab.goto(f"{base}user/{pirate.name}/lab")
        expect(tab.get_by_role("heading", name="Cette porte est fermée")).to_be_visible()
    house.animator.show("porte-fermee")
    tab.close()
    assert hostile.received == []


def test_the_pirates_own_browser_sends_only_what_is_theirs(house, pirate, hostile):
    pirate.page.goto(f"{house.base}user/{pirate.name}/piege")
    expect(pirate.page.get_by_text("piege")).to_be_visible()
    assert hostile.received
    assert not [name for name in hostile.cookies_received() if HOUSE_COOKIES.match(name)]


def test_the_page_of_the_pirate_reads_nothing_of_an_animator_who_enters_beside_it(
    house, settings, pirate, hostile
):
    samia = pirate.context.new_page()  # another tab of the same browser
    samia.goto(f"{house.base}services/salle/animation/entrer")
    samia.get_by_label("Votre identifiant").fill("samia")
    samia.get_by_label("Votre mot de passe").fill(PASSWORD)
    samia.get_by_role("button", name="Entrer").click()
    expect(samia.get_by_role("link", name="Mon compte").or_(samia.locator("main"))).to_be_visible()
    hostile.received.clear()
    evil = pirate.page
    for path in ("services/salle/animation/", "hub/api/user", "services/salle/api/me", "hub/home"):
        for base in (house.base, f"http://127.0.0.1:{port_in_use(settings)}/"):
            assert evil.evaluate(STEAL, base + path).startswith("nothing"), path
        assert evil.evaluate(FRAME, house.base + path) in ("nothing", ""), path
    with pirate.context.expect_page() as opened:
        evil.evaluate(POST, f"{house.base}services/salle/animation/seances")
    expect(opened.value.get_by_role("heading", name="Cette porte est fermée")).to_be_visible()
    for base in (house.base, f"http://127.0.0.1:{port_in_use(settings)}/"):
        address = f"{base}user/{pirate.name}/api/kernels/x/channels".replace("http", "ws", 1)
        assert evil.evaluate(SOCKET, address) == "refused"
    answer = evil.evaluate("address => fetch(address).then(it => it.status)", "x")
    assert answer == 403  # this browser is the animator's now
    assert hostile.received == []
    assert not evil.evaluate("document.cookie").count("service-salle")
    samia.reload()
    assert "animation" in samia.url
