"""From a computer of the network, byte by byte: what no browser sends.

Requests hidden in the body of another, bodies without end, addresses with two meanings, lines held
open. The first two were possible.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import pytest
import requests

ROOM = "/services/salle/"
HIDDEN = "GET /services/salle/cache HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.9.9.9\r\n\r\n"
IN_PIECES = f"{len(HIDDEN):x}\r\n{HIDDEN}\r\n0\r\n\r\n"
HUNDRED_MB = 100_000_000


def place(origin: str) -> tuple[str, int]:
    """Where an origin listens."""
    return "127.0.0.1", int(origin.rpartition(":")[2])


def say(origin: str, text: str | bytes) -> str:
    """The status of the answer to these very bytes; empty when the line is cut."""
    with socket.create_connection(place(origin), timeout=20) as line:
        try:
            line.sendall(text.encode() if isinstance(text, str) else text)
            words = line.recv(1000).decode(errors="replace").split(" ", 2)
        except ConnectionError:
            return ""
    return words[1] if len(words) > 1 else ""


def request(method: str, path: str, *headers: str) -> str:
    """The head of a request, as a browser would write it."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""])


@pytest.mark.parametrize("where", ["url", "workshops"])
@pytest.mark.parametrize(
    ("method", "header"),
    [
        ("DELETE", "Transfer-Encoding: chunked"),
        ("OPTIONS", "Transfer-Encoding: chunked"),
        ("POST", "Transfer-Encoding: gzip, chunked"),
        ("POST", "Transfer-Encoding: xchunked"),
        ("POST", "Transfer-Encoding : chunked"),
        ("POST", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
        ("POST", "Transfer-Encoding: chunked\r\nContent-Length: 4"),
        ("POST", "Content-Length: 4\r\nContent-Length: 5"),
        ("POST", "Content-Length: +4"),
        ("POST", "X: a\r\n Content-Length: 4"),
        ("POST", "X: a\nTransfer-Encoding: chunked"),
    ],
)
def test_a_body_whose_end_is_in_doubt_is_refused(
    house: Any, where: str, method: str, header: str
) -> None:
    assert say(getattr(house, where), request(method, ROOM, header) + IN_PIECES) == "400"


def test_nothing_that_a_body_hides_is_answered_to_the_next_visitor(house: Any) -> None:
    for method in ("DELETE", "OPTIONS", "GET", "POST", "PUT"):
        for _ in range(3):
            say(house.url, request(method, ROOM, "Transfer-Encoding: chunked") + IN_PIECES)
        answers = {requests.get(house.url + ROOM, timeout=20).status_code for _ in range(6)}
        assert answers == {200}, method


@pytest.mark.parametrize(
    "text",
    [
        request("GET", "http://127.0.0.1/hub/home"),
        request("GET", "*"),
        request("GET", "//evil.example/"),
        request("GET", "/\\evil.example/"),
        f"GET {ROOM} HTTP/1.0\r\n\r\n",
        f"GET {ROOM}\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        request("CONNECT", "127.0.0.1:22"),
        request("GET", ROOM, "Connection: Upgrade", "Upgrade: h2c"),
        request("GET", ROOM, f"X: {'a' * 200_000}"),
        request("GET", ROOM, *(f"X{number}: a" for number in range(5000))),
    ],
)
@pytest.mark.parametrize("where", ["url", "workshops"])
def test_an_odd_request_opens_nothing(house: Any, where: str, text: str) -> None:
    assert say(getattr(house, where), text) in {"", "400", "403", "431"}
    assert requests.get(house.url + ROOM, timeout=20).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/services/salle/ecran/..%2f..%2f..%2f..%2fetc/passwd",
        "/services/salle/ecran/..%2fapi/me",
        "/services/salle/ecran//etc/passwd",
        "/services/salle/ecran/..;/api/me",
        "/services/salle/ecran/%00",
        "/services/salle/polices/..%2f..%2f..%2fquartiers/settings.py",
        "/services/salle/static/..%2f..%2fapp.py",
        "/hub/static/..%2f..%2fpixel.db",
        "/api/routes",
        "/metrics",
        "/hub/metrics",
    ],
)
def test_no_spelling_leads_to_a_file_or_to_the_proxys_own_pages(house: Any, path: str) -> None:
    for origin in (house.url, house.workshops):
        answer = requests.get(origin + path, timeout=20)
        assert answer.status_code in {403, 404}, origin


def test_no_spelling_leads_into_another_workshop(fox: Any, otter: Any) -> None:
    climbs = [f"{fox.name}/..%2f{otter.name}", f"{fox.name}%2f..%2f{otter.name}"]
    climbs += [f"{fox.name}/../{otter.name}", f"%2e/{otter.name}", f"{otter.name}%00"]
    for climb in climbs:
        cookies = "; ".join(f"{one.name}={one.value}" for one in fox.http.cookies)
        path = f"/user/{climb}/api/kernels"
        said = say(fox.house.workshops, request("GET", path, f"Cookie: {cookies}"))
        assert said in {"400", "403", "404"}, climb


@contextmanager
def held(house: Any, origin: str, text: str, number: int) -> Iterator[list[socket.socket]]:
    """Lines that have said this much, and wait."""
    lines = [socket.create_connection(place(origin), timeout=20) for _ in range(number)]
    for line in lines:
        line.sendall(text.encode())
    time.sleep(1)
    yield lines
    for line in lines:
        line.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ",
        request("POST", "/hub/login", "Content-Length: 50"),
        request("POST", ROOM, "Content-Length: 50"),
    ],
)
def test_fifteen_hundred_lines_that_say_no_more_keep_nobody_waiting(house: Any, text: str) -> None:
    with held(house, house.url, text, 1000), held(house, house.workshops, text, 500):
        begun = time.monotonic()
        for path in (ROOM, "/hub/health"):
            assert requests.get(house.url + path, timeout=20).status_code == 200
        assert requests.get(f"{house.workshops}/user/x/", timeout=20).status_code == 403
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("path", ["/hub/login", "/hub/api/users", "/hub/nowhere"])
def test_a_body_without_end_takes_no_memory_of_the_hub(house: Any, path: str) -> None:
    hub = psutil.Process(house.hub_pid())
    before, lines = hub.memory_info().rss, list[socket.socket]()
    for _ in range(4):
        line = socket.create_connection(place(house.url), timeout=20)
        line.sendall(request("POST", path, f"Content-Length: {HUNDRED_MB}").encode())
        send_some(line, 30)
        lines.append(line)
    grown = hub.memory_info().rss - before
    for line in lines:
        line.close()
    assert grown < 30_000_000, f"{grown / 1e6:.0f} MB more"


def send_some(line: socket.socket, megabytes: int) -> None:
    """Send until nobody listens any more."""
    piece = os.urandom(1_000_000)
    try:
        for _ in range(megabytes):
            line.sendall(piece)
    except OSError:
        return
