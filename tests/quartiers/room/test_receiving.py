"""Whoever sends slowly, too much or without the right to fills nothing and keeps nobody waiting."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

NOTEBOOK = json.dumps({"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
WORK = {"lesson": "P01", "notebook": NOTEBOOK}


@pytest.fixture
def connect(salle: Any) -> Iterator[Callable[..., socket.socket]]:
    """Open requests that say a length and send only what is given."""
    opened: list[socket.socket] = []

    def begin(path: str, length: int, body: bytes = b"", **headers: str) -> socket.socket:
        place = urlsplit(salle.address)
        line = socket.create_connection((place.hostname, place.port), 30)
        head = [f"POST {place.path}{path} HTTP/1.1", f"Host: {place.netloc}"]
        head += [
            f"Content-Length: {length}",
            *(f"{name}: {said}" for name, said in headers.items()),
        ]
        line.sendall("\r\n".join([*head, "", ""]).encode() + body)
        opened.append(line)
        return line

    yield begin
    for line in opened:
        line.close()


def soon(condition: Callable[[], bool]) -> bool:
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.02)
    return False


def token(salle: Any, learner: Any) -> dict[str, str]:
    return {"Authorization": f"token {salle.hub.token_for(learner.id)}"}


def test_works_that_never_come_do_not_keep_the_others_from_handing_in(
    salle: Any, connect: Callable[..., socket.socket]
) -> None:
    names = ("Bison", "Castor", "Chat", "Chouette")
    for learner in [salle.learner(f"{name} jade") for name in names]:
        for _ in range(3):
            connect("api/submit", 1_000_000, b"{", **token(salle, learner))
    assert soon(lambda: sum(salle.room.arrivals._under_way.values()) == 12)
    assert salle.api(salle.learner("Crabe jade"), "POST", "submit", WORK).status_code == 202


def test_a_body_that_does_not_come_in_time_is_no_longer_waited_for(
    salle: Any, connect: Callable[..., socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quartiers.room.receiving.BODY_SECONDS", 0.3)
    line = connect("api/submit", 1_000_000, b"{", **token(salle, salle.learner()))
    line.settimeout(20)
    assert line.recv(10) == b""
    assert soon(lambda: not salle.room.arrivals._under_way)
    assert salle.room.arrivals.size == 0


def test_one_learner_sends_a_few_works_at_once_and_is_asked_to_come_back(
    salle: Any, connect: Callable[..., socket.socket]
) -> None:
    learner = salle.learner()
    lines = [connect("api/submit", 1_000_000, b"{", **token(salle, learner)) for _ in range(3)]
    assert soon(lambda: sum(salle.room.arrivals._under_way.values()) == 3)
    refused = salle.api(learner, "POST", "submit", WORK)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    for line in lines:
        line.close()
    assert soon(lambda: not salle.room.arrivals._under_way)
    assert salle.api(learner, "POST", "submit", WORK).status_code == 202


def test_without_a_link_nothing_that_is_sent_is_kept(
    salle: Any, connect: Callable[..., socket.socket]
) -> None:
    phone = salle.visitor()
    found = re.search(r'name="_xsrf" value="([^"]+)"', phone.get("").text)
    assert found
    cookies = "; ".join(f"{one.name}={one.value}" for one in phone.session.cookies)
    headers = {**phone.session.headers, "Cookie": cookies}
    path = f"envoi/{'A' * 24}?_xsrf={quote(found[1])}"
    before, piece = memory(), bytes(1_000_000)
    for _ in range(15):
        line = connect(path, 15_000_001, **headers)
        for _ in range(14):
            line.sendall(piece)
    assert soon(lambda: salle.room.arrivals.size == 0)
    assert memory() - before < 80_000_000
    assert not salle.room.settings.arrivals.exists()
    last = connect(path, 3, b"abc", **headers)
    assert last.recv(30).split()[1] == b"404"


def memory() -> int:
    """Bytes of this process, the room among it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
