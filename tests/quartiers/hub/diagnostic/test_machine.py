"""Looking at this machine changes nothing on it."""

from __future__ import annotations

import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from quartiers.hub.diagnostic.costs import cpu_seconds, memory_of, pss
from quartiers.hub.diagnostic.machine import look, nearest, port_state
from quartiers.hub.ports import any_free_port
from quartiers.kernels.containment import available
from quartiers.settings import Settings


def test_a_port_is_free_until_somebody_listens() -> None:
    port = any_free_port()
    assert port_state(port) == "free"
    with socket.create_server(("127.0.0.1", port)):
        assert port_state(port) == "taken"


def test_a_port_that_serves_a_room_is_that_of_an_open_house() -> None:
    class RoomPage(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/services/salle/" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), RoomPage) as house:
        Thread(target=house.serve_forever, daemon=True).start()
        assert port_state(house.server_port) == "ours"
        house.shutdown()


def test_the_folder_to_come_is_judged_by_the_one_that_will_hold_it(tmp_path: Path) -> None:
    assert nearest(tmp_path / "a/b/c") == tmp_path


def test_looking_makes_no_folder(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "donnees", port=any_free_port())
    found = look(settings, available())
    assert found.port == "free"
    assert settings.port < (found.workshops or 0)
    assert found.writable
    assert found.means.memory > 0
    assert found.means.cores >= 1
    assert list(tmp_path.iterdir()) == []


def test_a_process_costs_something_and_one_that_is_gone_nothing() -> None:
    assert pss(os.getpid()) > 0
    assert cpu_seconds(os.getpid()) > 0
    assert memory_of([os.getpid()]) > 1
    assert (pss(2**22 + 1), cpu_seconds(2**22 + 1)) == (0, 0.0)
