"""One learner's server on a real Hub: it works, it is theirs, and nobody else's."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import requests

from quartiers.kernels import landlock
from quartiers.sessions import Seance, Store

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="own uids need root")
needs_walls = pytest.mark.skipif(
    os.geteuid() != 0 and not landlock.abi_version(), reason="no means of containment here"
)


@pytest.fixture(scope="module")
def kernel(fox: Any) -> str:
    """A kernel of the first learner."""
    return str(fox.start_kernel())


@pytest.fixture(scope="module")
def token(fox: Any, kernel: str) -> str:
    """The token of the first learner's own server, as any cell can read it."""
    found = fox.run(kernel, "import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    assert found
    return str(found)


def sentence_of(page: str) -> str:
    """The words of a page of the Hub."""
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    return unescape(" ".join(text.split()))


def test_the_opening_says_where_to_go_and_which_protection_is_active(house: Any) -> None:
    assert f":{house.settings.port}/services/salle/animation/" in house.said
    assert "Protection" in house.said
    assert "mots bien longs" not in house.said


def test_the_first_page_is_the_rooms(house: Any) -> None:
    answer = requests.get(house.url)
    assert answer.url == f"{house.url}/services/salle/"
    assert answer.status_code == 200


def test_the_hubs_own_login_leads_to_the_room(house: Any) -> None:
    assert requests.get(f"{house.url}/hub/login").url.startswith(f"{house.url}/services/salle/")


def test_a_ticket_cannot_be_used_twice(house: Any, store: Store, fox: Any) -> None:
    ticket = store.tickets.issue(fox.name, datetime.now(UTC))
    assert requests.get(f"{house.url}/hub/ticket?t={ticket}").status_code == 200
    refused = requests.get(f"{house.url}/hub/ticket?t={ticket}")
    assert refused.status_code == 403
    assert "Repasse par l'accueil" in sentence_of(refused.content.decode())


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_a_ticket_leads_nowhere_outside(house: Any, store: Store, fox: Any, elsewhere: str) -> None:
    ticket = store.tickets.issue(fox.name, datetime.now(UTC))
    query = {"t": ticket, "next": elsewhere}
    answer = requests.get(f"{house.url}/hub/ticket", params=query, allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))


def test_a_cell_runs(fox: Any, kernel: str) -> None:
    assert fox.run(kernel, "print(6 * 7)") == "42\n"


def test_a_cell_draws(fox: Any, kernel: str) -> None:
    code = "import numpy, PIL.Image; print(PIL.Image.fromarray(numpy.zeros((2, 3))).size)"
    assert fox.run(kernel, code) == "(3, 2)\n"


def test_the_kernel_works_in_the_learners_own_home(house: Any, fox: Any, kernel: str) -> None:
    code = "import os, getpass; print(os.path.expanduser('~'), getpass.getuser())"
    assert fox.run(kernel, code).split() == [str(house.settings.home(fox.name)), fox.name]


@needs_root
def test_the_learner_has_a_uid_of_their_own(
    house: Any, store: Store, fox: Any, kernel: str
) -> None:
    learner = store.learners.get(fox.name)
    assert learner is not None
    uid = house.settings.uid_base + learner.number
    assert fox.run(kernel, "import os; print(os.getuid(), os.getgroups())") == f"{uid} []\n"
    home = house.settings.home(fox.name).stat()
    assert (home.st_uid, home.st_mode & 0o777) == (uid, 0o700)


@needs_root
def test_the_kernel_is_reached_by_private_sockets_only(fox: Any, kernel: str) -> None:
    code = "import json, ipykernel; print(json.load(open(ipykernel.get_connection_file())))"
    assert "'transport': 'ipc'" in fox.run(kernel, code)


@needs_walls
@pytest.mark.parametrize("path", ["pixel.db", "hub/cookie_secret", "hub/jupyterhub.sqlite"])
def test_a_cell_cannot_read_the_platforms_files(
    house: Any, fox: Any, kernel: str, path: str
) -> None:
    assert (house.settings.data / path).exists()
    said = fox.run(kernel, f"print(open({str(house.settings.data / path)!r}, 'rb').read())")
    assert "Permission denied" in said


@needs_walls
def test_a_cell_cannot_look_into_another_home(
    house: Any, fox: Any, otter: Any, kernel: str
) -> None:
    home = house.settings.home(otter.name)
    assert home.exists()
    said = fox.run(kernel, f"import os; os.listdir({str(home)!r})")
    assert "Permission denied" in said


@needs_walls
def test_a_cell_reads_published_lessons_and_cannot_change_them(
    house: Any, fox: Any, kernel: str
) -> None:
    index = str(house.settings.published / "index.json")
    assert "P01" in fox.run(kernel, f"print(open({index!r}).read())")
    assert "Permission denied" in fox.run(kernel, f"open({index!r}, 'a')")


@needs_walls
def test_a_cell_cannot_read_the_solutions(house: Any, fox: Any, kernel: str) -> None:
    if not landlock.abi_version():
        pytest.skip("solutions are hidden by Landlock")
    said = fox.run(kernel, f"import os; os.listdir({str(house.settings.courses)!r})")
    assert "Permission denied" in said


def test_no_secret_of_the_house_is_in_a_cells_environment(
    house: Any, fox: Any, kernel: str
) -> None:
    environment = fox.run(kernel, "import os; print(dict(os.environ))")
    assert (house.settings.hub_folder / "proxy_token").read_text() not in environment
    assert "QUARTIERS_DATABASE_URL" not in environment


def test_another_learners_cookies_are_refused(fox: Any, otter: Any) -> None:
    for path in ("api/contents", "lab", "lab/api/settings", "api/kernels"):
        assert otter.get(fox.api(path)).status_code == 403


def test_a_servers_token_opens_no_workshop(fox: Any, otter: Any, token: str) -> None:
    mine = {"Authorization": f"token {token}"}
    for browser in (fox, otter):
        answer = requests.get(fox.house.url + browser.api("api/contents"), headers=mine)
        assert answer.status_code == 403


def test_a_stranger_is_refused(fox: Any) -> None:
    assert requests.get(fox.house.url + fox.api("api/contents")).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "users"),
        ("GET", "users/{other}"),
        ("DELETE", "users/{other}/server"),
        ("POST", "users/{other}/server"),
        ("POST", "users/{me}/tokens"),
        ("POST", "users/{me}"),
        ("GET", "proxy"),
        ("POST", "shutdown"),
        ("GET", "services"),
    ],
)
def test_a_servers_token_opens_nothing_else_at_the_hub(
    fox: Any, otter: Any, token: str, method: str, path: str
) -> None:
    url = f"{fox.house.url}/hub/api/{path.format(me=fox.name, other=otter.name)}"
    answer = requests.request(method, url, headers={"Authorization": f"token {token}"}, json={})
    # the Hub hides what one may not know: 404 is a refusal too
    assert answer.status_code in (403, 404)


def test_the_room_knows_a_server_by_its_token(fox: Any, token: str) -> None:
    mine = {"Authorization": f"token {token}"}
    answer = requests.get(f"{fox.house.url}/services/salle/api/me", headers=mine)
    assert answer.status_code == 200
    assert answer.json()["id"] == fox.name


def test_the_server_offers_neither_terminals_nor_hidden_files(fox: Any) -> None:
    assert fox.post(fox.api("api/terminals"), {}).status_code in (404, 403)
    assert fox.get(fox.api("api/contents/.ipython")).status_code == 404


def test_an_answer_that_comes_before_all_of_a_body_reaches_the_browser(fox: Any) -> None:
    statuses = {fox.post(fox.api("api/terminals"), {}).status_code for _ in range(60)}
    assert statuses == {404}


def test_nbgraders_tools_are_not_on_a_learners_server(fox: Any) -> None:
    for path in ("formgrader", "assignments", "validate"):
        assert fox.get(fox.api(path)).status_code == 404


def test_the_labs_part_is_on_the_server(fox: Any) -> None:
    answer = fox.http.get(
        fox.house.workshops + fox.api("quartiers/open?lesson=P01"), allow_redirects=False
    )
    assert answer.status_code == 302
    assert "/doc/tree/" in answer.headers["Location"]


def test_a_learner_outside_any_open_seance_is_told_kindly(newcomer: Any) -> None:
    late = newcomer("Panda azur", None)
    answer = late.get(f"/hub/spawn/{late.name}")
    assert answer.status_code == 403
    assert "La séance est fermée" in sentence_of(answer.content.decode())


def test_an_animator_gets_no_server(house: Any, store: Store) -> None:
    browser = requests.Session()
    ticket = store.tickets.issue("anim-samia", datetime.now(UTC))
    browser.get(f"{house.url}/hub/ticket?t={ticket}")
    answer = browser.get(f"{house.url}/hub/spawn/anim-samia")
    assert answer.status_code == 403
    assert "Les ateliers sont pour les jeunes" in sentence_of(answer.content.decode())


def test_on_a_shared_computer_the_next_learner_is_not_taken_for_the_former(
    store: Store, newcomer: Any, seance: Seance
) -> None:
    browser = newcomer("Koala cobalt", seance)
    former = browser.http.cookies.get_dict().copy()
    assert browser.get("/services/salle/lecons").status_code == 200
    after = store.learners.create("Tigre corail", "Alma", None, datetime.now(UTC))
    store.seances.join(seance.id, after.id, datetime.now(UTC))
    page = browser.enter(
        store.tickets.issue(after.id, datetime.now(UTC)), to="/services/salle/lecons"
    )
    assert "Tigre corail" in page.content.decode()
    assert "Koala cobalt" not in page.content.decode()
    assert former["jupyterhub-session-id"] != browser.http.cookies["jupyterhub-session-id"]


def test_pages_that_do_not_exist_are_french(house: Any) -> None:
    answer = requests.get(f"{house.url}/hub/nulle-part")
    assert answer.status_code == 404
    assert "Cette page n'existe pas" in sentence_of(answer.content.decode())
