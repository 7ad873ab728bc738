"""What answers in the place of a learner's server never learns anything of anybody else.

Each test is an attack on a real house: the learner has replaced their own server by a program that
keeps all it receives.
"""

from __future__ import annotations

import base64
import json
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
import websocket
from hostile import Hostile, hostile_server, put_in_place_of

from quartiers.hub.door_card import CARD, LONGEST_VISIT, make_card
from quartiers.sessions import Seance, Store

PAGE = {"Accept": "text/html,*/*"}
LINK = re.compile(r'(?:src|href|action)="([^"]+)"')
XSRF = re.compile(r'name="_xsrf"\s+value="([^"]+)"')
ROOM = "/services/salle/"
UPGRADE = "api/kernels/x/channels"


@pytest.fixture(scope="module")
def pirate(newcomer: Any, seance: Seance) -> Any:
    """The learner who attacks; their server runs, so that the Hub counts on it."""
    browser = newcomer("Tigre turquoise", seance)
    browser.start_server()
    return browser


@pytest.fixture
def hostile(house: Any, pirate: Any) -> Iterator[Hostile]:
    """In the place of the pirate's server."""
    with hostile_server() as found:
        put_in_place_of(house.settings, pirate.name, found)
        yield found


@pytest.fixture
def animator(house: Any, store: Store) -> requests.Session:
    """An animator's browser, known to the Hub and to the room."""
    return signed_in(house, store, "anim-samia", "animation/")


def signed_in(house: Any, store: Store, name: str, page: str = "") -> requests.Session:
    """A browser where `name` has just entered."""
    browser = requests.Session()
    enter(house, store, browser, name, page)
    return browser


def enter(
    house: Any, store: Store, browser: requests.Session, name: str, page: str = ""
) -> requests.Response:
    ticket = store.tickets.issue(name, datetime.now(UTC))
    answer = browser.get(f"{house.url}/hub/ticket?t={ticket}&next={ROOM}{page}", headers=PAGE)
    assert answer.status_code == 200, answer.text
    return answer


def doors(house: Any, path: str) -> tuple[str, str]:
    return house.url + path, house.workshops + path


def write_card(house: Any, pirate: Any, file: str) -> None:
    folder = house.settings.home(pirate.name) / "creations"
    folder.mkdir(exist_ok=True)
    (folder / "x.json").write_text(json.dumps({"fichier": file, "titre": "x"}))
    owner = house.settings.home(pirate.name).stat().st_uid
    for path in (folder, folder / "x.json"):
        os.chown(path, owner, owner)


@pytest.mark.parametrize("climb", ["../../../../user/{me}/x.png", "/user/{me}/x.png"])
def test_a_card_of_a_creation_leads_an_animator_nowhere(
    house: Any, pirate: Any, hostile: Hostile, animator: requests.Session, climb: str
) -> None:
    write_card(house, pirate, climb.format(me=pirate.name))
    where = f"{house.url}{ROOM}animation/jeunes/{pirate.name}"
    page = animator.get(where, headers=PAGE)
    assert page.status_code == 200
    for link in LINK.findall(page.text):
        if not link.startswith("data:"):
            animator.get(urljoin(where, link))
    assert hostile.received == []


def test_an_animator_who_follows_an_address_of_a_workshop_gives_nothing(
    house: Any, pirate: Any, hostile: Hostile, animator: requests.Session
) -> None:
    for where in doors(house, pirate.api("lab")):
        for headers in (PAGE, {}):
            answer = animator.get(where, headers=headers)
            assert answer.status_code == 403
            assert "celui d'un jeune" in answer.text
        assert animator.post(where).status_code == 403
    assert hostile.received == []


def test_another_learner_at_this_address_gives_nothing(
    house: Any, pirate: Any, hostile: Hostile, otter: Any
) -> None:
    for where in doors(house, pirate.api("lab")):
        assert otter.http.get(where, headers=PAGE).status_code == 403
        assert otter.http.put(where).status_code == 403
    assert hostile.received == []


def test_nobody_elses_websocket_reaches_it(
    house: Any, pirate: Any, hostile: Hostile, otter: Any, animator: requests.Session
) -> None:
    for browser in (otter.http, animator):
        cookies = "; ".join(f"{one.name}={one.value}" for one in browser.cookies)
        for where in doors(house, pirate.api(UPGRADE)):
            with pytest.raises(websocket.WebSocketBadStatusException):
                websocket.create_connection(where.replace("http", "ws", 1), cookie=cookies)
    assert hostile.received == []


def test_of_its_own_learner_it_receives_its_own_cookies_only(
    house: Any, pirate: Any, hostile: Hostile
) -> None:
    invented = {"Authorization": "token x", "X-Forwarded-For": "10.9.9.9", "X-Real-IP": "10.9.9.9"}
    answer = pirate.http.get(house.url + pirate.api("lab"), headers=invented)
    assert "piege" in answer.text
    with pytest.raises(websocket.WebSocketException):
        pirate.channel(pirate.api(UPGRADE))
    assert len(hostile.received) == 2
    mine = f"jupyterhub-user-{pirate.name}"
    assert hostile.cookies_received() <= {"_xsrf", mine, f"{mine}-oauth-state"}
    for _, headers in hostile.received:
        assert "authorization" not in headers
        assert "x-real-ip" not in headers
        assert headers["x-forwarded-for"].removeprefix("::ffff:") == "127.0.0.1"


def test_it_cannot_toss_cookies_to_the_house_nor_take_any_away(
    house: Any, pirate: Any, hostile: Hostile
) -> None:
    before = {(one.name, one.path): one.value for one in pirate.http.cookies}
    hostile.cookies = [
        "jupyterhub-hub-login=x; Path=/hub/",
        "jupyterhub-session-id=x; Path=/",
        "service-salle=x; Path=/services/salle/",
        f"{CARD}=x; Path=/user/",
        "_xsrf=x; Path=/services/salle/",
        f"jupyterhub-user-{pirate.name}=; Path=/; Max-Age=0",
        "a=b",
    ]
    answer = pirate.http.get(house.url + pirate.api("lab"))
    assert "piege" in answer.text
    assert "Clear-Site-Data" not in answer.headers
    assert {(one.name, one.path): one.value for one in pirate.http.cookies} == before


def test_a_card_that_the_hub_did_not_make_opens_nothing(
    house: Any, pirate: Any, hostile: Hostile, otter: Any, store: Store
) -> None:
    key, now = (house.settings.hub_folder / "proxy_token").read_text(), time.time()
    (theirs,) = (one.value for one in otter.http.cookies if one.name == CARD)
    good = make_card(pirate.name, key, now)
    bad = [
        theirs,
        theirs.replace(otter.name, pirate.name),
        make_card(pirate.name, key, now - LONGEST_VISIT * 86_400 - 5),
        make_card(pirate.name, "another secret", now),
        good[:-1] + ("0" if good[-1] != "0" else "1"),
        pirate.name,
    ]
    address = house.workshops + pirate.api("x")
    for card in bad:
        answer = requests.get(address, headers={"Cookie": f"{CARD}={card}"})
        assert answer.status_code == 403, card
    both = requests.get(address, headers={"Cookie": f"{CARD}={good}; {CARD}={theirs}"})
    assert both.status_code == 403
    assert hostile.received == []
    assert requests.get(address, headers={"Cookie": f"{CARD}={good}"}).status_code == 200


def test_the_next_to_enter_on_this_computer_is_the_only_one_there(
    house: Any, pirate: Any, hostile: Hostile, otter: Any, store: Store
) -> None:
    browser = signed_in(house, store, pirate.name)
    assert browser.get(house.url + pirate.api("x")).status_code == 200
    hostile.received.clear()
    for name in (otter.name, "anim-samia"):
        enter(house, store, browser, name)
        assert browser.get(house.url + pirate.api("x"), headers=PAGE).status_code == 403
    assert hostile.received == []


def test_who_leaves_leaves_no_card(house: Any, pirate: Any, store: Store) -> None:
    browser = signed_in(house, store, "anim-samia")
    assert CARD in browser.cookies
    browser.get(f"{house.url}/hub/logout")
    assert CARD not in browser.cookies


def test_a_card_that_is_lost_is_given_again_to_whom_the_hub_knows(
    house: Any, otter: Any, store: Store
) -> None:
    browser = signed_in(house, store, otter.name)
    del browser.cookies[CARD]
    answer = browser.get(house.url + otter.api("quartiers/open?lesson=P01"), headers=PAGE)
    assert answer.status_code == 200
    assert answer.url.startswith(house.workshops + otter.api(""))


def test_a_browser_that_keeps_no_card_is_not_sent_round_and_round(
    house: Any, otter: Any, store: Store
) -> None:
    browser = signed_in(house, store, otter.name)
    address = house.workshops + otter.api("lab")
    for _ in range(3):
        del browser.cookies[CARD]
        step = browser.get(address, headers=PAGE, allow_redirects=False)
        while step.is_redirect and step.headers["Location"] != address:
            step = browser.get(
                urljoin(step.url, step.headers["Location"]), headers=PAGE, allow_redirects=False
            )
    del browser.cookies[CARD]
    answer = browser.get(address, headers=PAGE, allow_redirects=False)
    assert answer.status_code == 403
    assert "Repasse par l'accueil" in answer.text


def test_a_stranger_at_a_workshop_ends_at_the_rooms_door(house: Any, otter: Any) -> None:
    answer = requests.get(house.url + otter.api("lab"), headers=PAGE)
    assert answer.status_code == 200
    assert answer.url.startswith(house.url + ROOM)
    assert "code de la séance" in answer.text


def test_the_cookies_of_an_animator_stay_in_the_room_and_hold_no_token(
    house: Any, store: Store
) -> None:
    answer = enter(house, store, requests.Session(), "anim-samia", "animation/")
    lines = [
        line
        for step in (*answer.history, answer)
        for line in step.raw.headers.getlist("Set-Cookie")
        if not re.search(r'=""|Max-Age=0', line)
    ]
    room = [line for line in lines if re.match("service-salle|_xsrf", line)]
    assert any(line.startswith("service-salle=") for line in room)
    for line in lines:
        assert "HttpOnly" in line or line.startswith("_xsrf="), line
        assert "SameSite=Lax" in line or line.startswith("_xsrf="), line
    for line in room:
        assert "Path=/services/salle/" in line or "Path=/hub/" in line, line
    (held,) = (line for line in room if line.startswith("service-salle="))
    assert not tokens_in(held)


def tokens_in(line: str) -> list[bytes]:
    """What has the shape of a token of the Hub, in a signed cookie: its fields are in base64."""
    fields = [part + "=" * (-len(part) % 4) for part in re.split(r"[=|;:\"]", line) if part]
    return [it for it in map(decoded, fields) if re.fullmatch(rb"[0-9a-f]{32}", it)]


def decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""


def test_a_page_of_the_workshops_writes_nothing_in_the_house(
    house: Any, animator: requests.Session, store: Store
) -> None:
    page = animator.get(f"{house.url}{ROOM}animation/", headers=PAGE)
    form = {"_xsrf": XSRF.findall(page.text)[0], "centre": "Alma"}
    before = len(store.seances.current())
    for origin in (house.workshops, "null", "http://evil.example"):
        answer = animator.post(page.url, form, headers={"Origin": origin})
        assert answer.status_code == 403
        assert "autre page" in answer.text or "Cette porte est fermée" in answer.text
    assert len(store.seances.current()) == before


def test_the_workshops_door_shows_nothing_of_the_house(
    house: Any, animator: requests.Session
) -> None:
    for path in ("/", "/hub/home", f"{ROOM}animation/", f"{ROOM}api/me", f"{ROOM}lecons"):
        answer = animator.get(house.workshops + path, allow_redirects=False)
        assert answer.status_code == 302, path
        assert answer.headers["Location"] == house.url + path
        assert animator.post(house.workshops + path).status_code == 403
