"""A published lesson, a room's API and a real Jupyter server, made for the tests."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from quartiers.lab.config import server_config

CARD = {
    "code": "P01",
    "titre": "Mon initiale en néon",
    "parcours": "programmation",
    "assignment": "01_initiale_neon",
    "notebook": "01_initiale_neon.ipynb",
    "exercices": [{"num": 2, "genre": "Modifie", "titre": "Le grand coin", "etoiles": 3}],
    "etapes": ["titre", "creer", "modifie"],
}
NOTEBOOK: dict[str, Any] = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def publish(published: Path) -> Path:
    """Put the lesson of `CARD` in a published folder."""
    folder = published / CARD["parcours"] / CARD["assignment"]
    (folder / "media").mkdir(parents=True)
    (folder / CARD["notebook"]).write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    (folder / "media" / "resultat.png").write_bytes(b"a picture")
    (published / "index.json").write_text(json.dumps([CARD]), encoding="utf-8")
    return published


@dataclass
class FakeRoom:
    """The room's HTTP API, on a real socket; `heard` is what it was told."""

    url: str = ""
    heard: list[tuple[str, str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)


def room_handler(room: FakeRoom) -> type[BaseHTTPRequestHandler]:
    """A handler that answers what `room.answers` holds and notes what it hears."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(None)

        def do_POST(self) -> None:
            self.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def answer(self, body: Any) -> None:
            route = self.path.removeprefix("/services/salle/api/")
            room.heard.append((route, self.headers["Authorization"], body))
            status, answer = room.answers.get(route, (200, {}))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@dataclass
class Answer:
    """What a learner's server answered."""

    status: int
    body: bytes
    location: str = ""

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


class StayHere(HTTPRedirectHandler):
    """Show redirections instead of following them."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass
class LearnerServer:
    """A real Jupyter server with our configuration, and its learner's home."""

    base: str
    token: str
    home: Path
    start: Callable[[], subprocess.Popen[bytes]]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self.process is not None
        return self.process.pid

    def restart(self) -> None:
        """Start again, on the same port, with the same home."""
        self.process = self.start()
        wait_for(self, self.process, self.log)

    def kill(self) -> None:
        """As a power cut: no goodbye. Its kernels go with it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def ask(self, path: str, body: dict[str, Any] | None = None, known: bool = True) -> Answer:
        """GET, or POST when there is a body; `known` says who we are, as a browser's cookie."""
        headers = {"Authorization": f"token {self.token}"} if known else {}
        data = None if body is None else json.dumps(body).encode()
        try:
            with build_opener(StayHere).open(
                Request(self.base + path, data, headers), timeout=30
            ) as answer:
                return Answer(answer.status, answer.read())
        except HTTPError as refusal:
            return Answer(refusal.code, refusal.read(), refusal.headers.get("Location", ""))


def free_port(wanted: int = 0) -> int:
    """A port nobody uses at this moment, this one if possible."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def usual_port() -> int:
    """The port of one server after the other: what a browser has downloaded stays good."""
    return free_port()


def start_server(
    folder: Path, room: FakeRoom | None, port: int | None = None
) -> Iterator[LearnerServer]:
    """Start a learner's server as the Hub does: our configuration, the room in the environment."""
    home, token = folder / "home", secrets.token_hex(8)
    port = free_port(usual_port()) if port is None else port
    home.mkdir()
    config = server_config(published=publish(folder / "publie"))
    config["ServerApp"] |= {
        "ip": "127.0.0.1",
        "port": port,
        "port_retries": 0,
        "base_url": "/user/jeune-abc/",
        "root_dir": str(home),
        "open_browser": False,
        "allow_root": True,
    }
    (folder / "jupyter_server_config.json").write_text(json.dumps(config), encoding="utf-8")
    env = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(folder),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_TOKEN": token,
    }
    if room is not None:
        env |= {"QUARTIERS_ROOM_URL": room.url, "JUPYTERHUB_API_TOKEN": "of-the-hub"}
    log = folder / "server.log"

    def start() -> subprocess.Popen[bytes]:
        with open(log, "ab") as lines:
            return subprocess.Popen(
                [sys.executable, "-m", "jupyter_server"], env=env, stdout=lines, stderr=lines
            )

    server = LearnerServer(f"http://127.0.0.1:{port}/user/jeune-abc/", token, home, start, log)
    try:
        server.restart()
        yield server
    finally:
        if server.process is not None:
            server.process.terminate()
            server.process.wait(30)


def wait_for(server: LearnerServer, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            server.ask("api")
            return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")
