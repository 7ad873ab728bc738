"""The door under attack: many tries, invented addresses, lock-outs, strangers, crowds, the log."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from session.walls.stranger import PICTURES, Stranger

from quartiers.sessions import Seance, Store

OWN_HOUSE = True
PASSWORD = "quatre mots bien longs"


def waits(answer: requests.Response) -> bool:
    """Whether the visitor is asked to wait."""
    return answer.status_code == 429


def test_three_hundred_wrong_codes_keep_no_newcomer_out(house: Any, seance: Seance) -> None:
    def guess(number: int) -> None:
        attacker = Stranger(house, f"127.0.1.{number}")
        for _ in range(16):
            attacker.arrive("CCCCC")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(1, 21)))
    newcomer = Stranger(house, "127.0.2.1")
    assert "Qui es-tu" in newcomer.arrive(seance.code).text


def test_an_invented_address_buys_no_more_tries(house: Any) -> None:
    answers = [
        Stranger(house, "127.0.3.1", **{"X-Forwarded-For": f"10.9.8.{number}"}).arrive("CCCCC")
        for number in range(20)
    ]
    assert waits(answers[-1])
    assert not waits(Stranger(house, "127.0.3.2").arrive("CCCCC"))


def test_wrong_passwords_keep_no_animator_out(house: Any) -> None:
    for number in range(1, 4):
        attacker = Stranger(house, f"127.0.4.{number}")
        for _ in range(16):
            attacker.sign_in("samia", "pas celui-ci du tout")
    answer = Stranger(house, "127.0.4.200").sign_in("samia", PASSWORD)
    assert answer.url.endswith("/animation/")


def test_sixty_passwords_at_the_same_time_are_not_all_judged(house: Any) -> None:
    attacker = Stranger(house, "127.0.5.1")
    page = attacker.get("animation/entrer").text
    found = re.search(r'name="_xsrf" value="([^"]+)"', page)
    assert found
    cookies = attacker.http.cookies.get_dict()

    def attempt(number: int) -> int:
        one = Stranger(house, "127.0.5.1")
        one.http.cookies.update(cookies)
        fields = {"_xsrf": found[1], "login": "samia", "password": f"essai numéro {number}"}
        answer = one.http.post(
            f"{house.url}/services/salle/animation/entrer", data=fields, timeout=90
        )
        return int(answer.status_code)

    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(attempt, range(60)))
    assert set(answers) <= {403, 429}
    assert answers.count(403) <= 10


def test_during_a_rush_of_passwords_somebody_else_enters_quickly(house: Any) -> None:
    stop = threading.Event()

    def rush(number: int) -> None:
        attacker = Stranger(house, f"127.0.6.{number}")
        while not stop.is_set():
            attacker.sign_in("samia", "encore un essai de plus")

    with ThreadPoolExecutor(8) as pool:
        for number in range(1, 9):
            pool.submit(rush, number)
        time.sleep(1)
        start = time.monotonic()
        try:
            answer = Stranger(house, "127.0.6.200").sign_in("samia", PASSWORD)
        finally:
            stop.set()
    assert answer.url.endswith("/animation/")
    print(f"\nentered during a rush in {time.monotonic() - start:.1f} s")


def test_five_wrong_secrets_from_elsewhere_do_not_shut_a_learner_out(
    house: Any, store: Store, seance: Seance
) -> None:
    victim = store.learners.create("Loup jade", "Alma", PICTURES, datetime.now(UTC))
    bully = Stranger(house, "127.0.7.1")
    bully.arrive(seance.code)
    bully.post("qui", learner=victim.id)
    for _ in range(7):
        for name in ("velo", "tram", "micro"):
            bully.post("images", picture=name)
    assert "Demande à ton animateur" in bully.get("images").text
    mine = Stranger(house, "127.0.7.2")
    mine.arrive(seance.code)
    mine.post("qui", learner=victim.id)
    for name in PICTURES:
        mine.post("images", picture=name)
    assert mine.post("toi", reponse="oui").url.endswith("/lecons")


def test_a_stranger_who_chooses_first_does_not_get_the_account(
    house: Any, store: Store, seance: Seance
) -> None:
    victim = store.learners.create("Tigre jade", "Alma", PICTURES, datetime.now(UTC))
    store.learners.reset_secret(victim.id)
    thief = Stranger(house, "127.0.8.1")
    thief.arrive(seance.code)
    thief.post("qui", learner=victim.id)
    thief.choose()
    assert "Mes leçons" not in thief.get("lecons").text
    found = store.learners.get(victim.id)
    assert found is not None
    assert not found.has_secret


def test_thirty_accounts_are_not_made_from_one_computer(
    house: Any, store: Store, seance: Seance
) -> None:
    before = len(store.learners.everybody())
    for _ in range(30):
        Stranger(house, "127.0.9.1").become_new(seance.code)
    assert len(store.learners.everybody()) - before <= 8


def test_a_real_afternoon_is_not_held_up(house: Any, store: Store) -> None:
    seance = store.seances.open("Alma", None, datetime.now(UTC))
    with ThreadPoolExecutor(6) as pool:
        places = [f"127.0.10.{number}" for number in range(1, 31)] + ["127.0.10.31"] * 4
        pages = list(pool.map(lambda place: Stranger(house, place).become_new(seance.code), places))
    assert {(page.status_code, page.url.rpartition("/")[2]) for page in pages} == {(200, "lecons")}


def test_a_colleague_is_not_added_by_whoever_sits_at_the_screen(house: Any, store: Store) -> None:
    samia = Stranger(house, "127.0.11.1")
    samia.sign_in("samia", PASSWORD)
    samia.post("animation/compte", geste="ajouter", login="intrus", nouveau="un mot de passe à moi")
    assert store.animators.by_login("intrus") is None


def test_a_learners_copy_is_not_taken_by_whoever_sits_at_the_screen(
    house: Any, store: Store
) -> None:
    young = store.learners.create("Ours jade", "Alma", PICTURES, datetime.now(UTC))
    samia = Stranger(house, "127.0.11.2")
    samia.sign_in("samia", PASSWORD)
    answer = samia.get(f"animation/jeunes/{young.id}/copie")
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_ticket_seen_on_the_way_opens_no_other_browser(house: Any) -> None:
    samia = Stranger(house, "127.0.12.1")
    page = samia.get("animation/entrer").text
    found = re.search(r'name="_xsrf" value="([^"]+)"', page)
    assert found
    fields = {"_xsrf": found[1], "login": "samia", "password": PASSWORD}
    where = f"{house.url}/services/salle/animation/entrer"
    answer = samia.http.post(where, data=fields, timeout=60, allow_redirects=False)
    thief = Stranger(house, "127.0.12.2")
    assert thief.get(answer.headers["Location"]).status_code == 403
    assert "Bonjour samia" not in thief.get("animation/").text


def test_cookies_copied_before_logging_out_open_nothing_after(house: Any) -> None:
    samia, thief = Stranger(house, "127.0.13.1"), Stranger(house, "127.0.13.2")
    samia.sign_in("samia", PASSWORD)
    for cookie in samia.http.cookies:
        thief.http.cookies.set_cookie(cookie)
    assert "Bonjour samia" in thief.get("animation/").text
    copied = list(samia.http.cookies)
    samia.post("sortir", form="animation/")
    thief.http.cookies.clear()
    for cookie in copied:
        thief.http.cookies.set_cookie(cookie)
    assert "Bonjour samia" not in thief.get("animation/").text


def test_cookies_copied_before_a_learner_leaves_open_nothing_after(
    house: Any, store: Store, seance: Seance
) -> None:
    young, thief = Stranger(house, "127.0.13.3"), Stranger(house, "127.0.13.4")
    assert "Mes leçons" in young.become_new(seance.code).text
    copied = list(young.http.cookies)
    young.post("sortir", form="lecons")
    for cookie in copied:
        thief.http.cookies.set_cookie(cookie)
    assert "Mes leçons" not in thief.get("lecons").text
    assert "/services/salle/" in thief.get("/hub/home").url


ODD = [
    "//evil.example/..",
    "//evil.example/../services/salle/",
    "///evil.example/%2e%2e",
    "/%2F%2Fevil.example/..",
    "/\\evil.example",
    "/%5cevil.example/..",
    "/hub//evil.example/",
    "/hub/%ff%fe",
    "/hub/\x00",
    "/hub/..%2f..%2fservices",
    "/hub/login?next=//evil.example",
    "/hub/logout?next=//evil.example",
    "/hub/ticket?t=%ff&next=%ff",
    "/hub/ticket?t=" + "a" * 3000,
    "/services/salle//evil.example/..",
    "/services/salle/%ff",
    "/services/salle/%00",
    "/services/salle/?code=%ff%00",
    "/services/salle/avatar/%ff.svg",
    "/services/salle/static/..%2f..%2f..%2fetc%2fpasswd",
    "/services/salle/polices/%2e%2e/%2e%2e/",
    "/services/salle/animation/seances/" + "9" * 40,
    "/services/salle/envoi/%ff",
    "/services/salle/oauth_callback?code=x&state=y",
    "/services/salle/oauth_callback",
    "/user/personne/%ff",
    "/user//evil.example",
    "/services/personne/",
    "*",
    "evil.example",
]


@pytest.mark.parametrize("path", ODD)
def test_an_odd_address_neither_breaks_nor_leads_away(house: Any, path: str) -> None:
    status, headers = ask(house, path)
    assert 200 <= status < 500, path
    where = headers.get("location", "")
    assert not re.match(r"(?:[a-z]+:)?[/\\]{2}(?!127\.0\.0\.1:)", where), where


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "[::1", "x" * 5000, "é", "evil:99999"])
@pytest.mark.parametrize("path", ["/", "/hub/", "/services/salle/", "/services/salle/animation/"])
def test_an_odd_host_neither_breaks_nor_leads_away(house: Any, host: str, path: str) -> None:
    status, headers = ask(house, path, host)
    assert 200 <= status < 500
    assert "evil" not in headers.get("location", "")


def ask(house: Any, path: str, host: str = "127.0.0.1") -> tuple[int, dict[str, str]]:
    """A request written byte by byte, as no browser would; its status and headers."""
    import socket

    with socket.create_connection(("127.0.0.1", house.settings.port), timeout=30) as line:
        text = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        line.sendall(text.encode("utf-8"))
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    head, *lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = dict(one.split(": ", 1) for one in lines if ": " in one)
    return int(head.split()[1]), {name.lower(): value for name, value in headers.items()}


def test_no_log_of_the_house_holds_a_secret(house: Any, store: Store, seance: Seance) -> None:
    """Last of the file: all that was typed and given before is looked for."""
    young = Stranger(house, "127.0.14.1")
    young.get(f"?code={seance.code}")
    young.become_new(seance.code)
    young.get("partage/" + "P" * 24)
    young.get("envoi/" + "E" * 24)
    secret = {cookie.value for cookie in young.http.cookies if len(cookie.value or "") > 15}
    texts = [
        file.read_text(errors="replace")
        for file in house.settings.logs.rglob("*")
        if file.is_file()
    ]
    log = "\n".join(texts)
    assert "/hub/ticket" in log
    assert re.findall(r"[?&]t=[A-Za-z0-9_-]{20,}", log) == []
    assert re.findall(r"[?&](?:code|state)=[A-Za-z0-9_-]{4,}", log) == []
    for kept in (PASSWORD, "P" * 24, "E" * 24, " ".join(PICTURES), *secret):
        assert kept not in log
