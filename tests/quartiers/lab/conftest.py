"""A published lesson, a room and a real Jupyter server, as a learner's browser meets them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from learner_side import (
    FakeRoom,
    LearnerServer,
    free_port,
    publish,
    room_handler,
    start_server,
)
from lesson_page import a_browser
from playwright.sync_api import BrowserContext


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published folder with one lesson."""
    return publish(tmp_path / "publie")


@pytest.fixture(scope="session")
def shared_room() -> Iterator[FakeRoom]:
    """One room for all tests of the handlers."""
    room = FakeRoom()
    server = ThreadingHTTPServer(("127.0.0.1", 0), room_handler(room))
    room.url = f"http://127.0.0.1:{server.server_port}/services/salle"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield room
    server.shutdown()


@pytest.fixture
def room(shared_room: FakeRoom) -> FakeRoom:
    """The room, with nothing heard yet."""
    shared_room.heard.clear()
    shared_room.answers = {"me": (200, {"id": "jeune-abc", "pseudo": "Lynx", "seance_open": True})}
    return shared_room


@pytest.fixture(scope="session")
def server(
    shared_room: FakeRoom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnerServer]:
    """A learner's server that knows a room."""
    yield from start_server(tmp_path_factory.mktemp("learner"), shared_room, free_port())


@pytest.fixture(scope="session")
def lonely_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    """A server without a room: solo mode."""
    yield from start_server(tmp_path_factory.mktemp("solo"), None, free_port())


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What browsers keep on this machine from one file of tests to the next."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def browser(profile: Path) -> Iterator[BrowserContext]:
    """One browser for the tests of a file."""
    with a_browser(profile) as opened:
        yield opened
