"""A key opens its owner's door, while its owner is there: cookies, tokens, live channels."""

from __future__ import annotations

import copy
import os
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import websocket

from quartiers.sessions import Store

ROOM = "/services/salle/"
TOKEN = "import os; print(os.environ['JUPYTERHUB_API_TOKEN'])"
own_accounts = pytest.mark.skipif(
    os.geteuid() != 0, reason="on a shared account, a server passes by the proxy as browsers do"
)


def token_of(browser: Any) -> dict[str, str]:
    """What a learner's cell finds of its own server, as a header."""
    token = browser.run(browser.start_kernel(), TOKEN).strip()
    return {"Authorization": f"token {token}"}


def opens(house: Any, path: str, cookies: str, origin: str | None = None) -> bool:
    """Whether a websocket opens."""
    address = house.workshops.replace("http", "ws") + path
    try:
        websocket.create_connection(address, cookie=cookies, origin=origin, timeout=20).close()
    except websocket.WebSocketBadStatusException:
        return False
    return True


def cookies_of(*browsers: Any) -> str:
    return "; ".join(f"{one.name}={one.value}" for it in browsers for one in it.http.cookies)


def test_a_kernels_channel_opens_to_its_learner_from_its_own_page_only(
    house: Any, fox: Any, otter: Any
) -> None:
    path = otter.api(f"api/kernels/{otter.start_kernel()}/channels")
    assert opens(house, path, cookies_of(otter), house.workshops)
    for cookies in ("", cookies_of(fox), cookies_of(fox, otter)):
        assert not opens(house, path, cookies, house.workshops)
    for origin in (house.url, "http://evil.example", "null"):
        assert not opens(house, path, cookies_of(otter), origin)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1", "file://"])
def test_no_page_from_elsewhere_reads_or_commands_a_workshop(
    house: Any, fox: Any, origin: str
) -> None:
    where, headers = house.workshops + fox.api("api/kernels"), {"Origin": origin}
    answer = fox.http.get(where, headers=headers, timeout=30)
    assert "Access-Control-Allow-Origin" not in answer.headers
    asking = headers | {"Access-Control-Request-Method": "POST"}
    assert fox.http.options(where, headers=asking, timeout=30).status_code == 403
    assert fox.http.post(where, headers=headers, json={}, timeout=30).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "users"),
        ("GET", "users/{other}"),
        ("POST", "users/anim-pirate"),
        ("PATCH", "users/{me}"),
        ("DELETE", "users/{other}"),
        ("POST", "users/{other}/server"),
        ("DELETE", "users/{other}/server"),
        ("POST", "users/{me}/servers/deux"),
        ("POST", "users/{other}/activity"),
        ("POST", "users/{me}/tokens"),
        ("GET", "users/{me}/tokens"),
        ("GET", "users/{other}/tokens"),
        ("POST", "shares/{me}/"),
        ("POST", "share-codes/{me}/"),
        ("GET", "proxy"),
        ("POST", "proxy"),
        ("PATCH", "proxy"),
        ("GET", "services"),
        ("GET", "groups"),
        ("POST", "groups/x"),
        ("POST", "shutdown"),
        ("GET", "info"),
    ],
)
def test_at_the_hub_a_learner_commands_nobody(
    house: Any, fox: Any, otter: Any, method: str, path: str
) -> None:
    address = f"{house.url}/hub/api/{path.format(me=fox.name, other=otter.name)}"
    mark = {"X-XSRFToken": fox.http.cookies.get("_xsrf", path="/hub/") or ""}
    body = {"admin": True, "scopes": ["admin:users"], "roles": ["salle"], "name": "x"}
    answer = fox.http.request(method, address, json=body, headers=mark, timeout=30)
    assert answer.status_code in {400, 403, 404}
    answer = requests.request(method, address, json=body, headers=token_held(fox), timeout=30)
    assert answer.status_code in {400, 403, 404}


def token_held(browser: Any) -> dict[str, str]:
    """As `token_of`, asked once."""
    if not hasattr(browser, "held"):
        browser.held = token_of(browser)
    held: dict[str, str] = browser.held
    return held


def test_another_learners_log_in_gives_no_code_and_leads_nowhere_else(
    house: Any, fox: Any, otter: Any
) -> None:
    asked = f"{house.url}/hub/api/oauth2/authorize?response_type=code&state=x&client_id="
    theirs = f"jupyterhub-user-{otter.name}&redirect_uri=/user/{otter.name}/oauth_callback"
    answer = fox.http.get(asked + theirs, allow_redirects=False, timeout=30)
    assert answer.status_code == 403
    elsewhere = "service-salle&redirect_uri=http://evil.example/"
    answer = fox.http.get(asked + elsewhere, allow_redirects=False, timeout=30)
    assert answer.status_code == 400


@own_accounts
def test_a_servers_token_shows_no_page_of_an_animator(house: Any, fox: Any) -> None:
    for page in ("animation/", "animation/jeunes", "animation/copies", "animation/boite"):
        answer = requests.get(house.url + ROOM + page, headers=token_held(fox), timeout=30)
        assert answer.status_code in {403, 404}, page


@own_accounts
def test_who_has_left_or_whose_seance_is_closed_keeps_no_key(
    house: Any, newcomer: Any, store: Store
) -> None:
    own = store.seances.open("Alma", None, datetime.now(UTC))
    browser = newcomer("Chouette turquoise", own)
    browser.start_server()
    channel = browser.channel(browser.api(f"api/kernels/{browser.start_kernel()}/channels"))
    token, copied = token_of(browser), copy.deepcopy(browser.http.cookies)
    store.seances.close(own.id, datetime.now(UTC))
    assert browser.get(f"/hub/spawn/{browser.name}").status_code == 403
    assert browser.get(f"{ROOM}lecons").status_code == 403
    assert browser.get("/hub/logout").status_code == 200
    for path in ("/hub/api/user", browser.api("api/kernels")):
        address = house.door_of(path) + path
        assert requests.get(address, headers=token, timeout=30).status_code == 403
        thief = requests.Session()
        thief.cookies = copied
        answer = thief.get(address, allow_redirects=False, timeout=30)
        assert answer.status_code in {302, 403, 424}
    channel.settimeout(20)
    with pytest.raises((websocket.WebSocketException, ConnectionError)):
        listen_to_the_end(channel)


def listen_to_the_end(channel: websocket.WebSocket) -> None:
    """Until it is closed."""
    while channel.recv():
        pass
    raise websocket.WebSocketConnectionClosedException
