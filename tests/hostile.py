"""A program in the place of a learner's server: it keeps what it receives, says what it likes."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from quartiers.hub.sockets import sockets_of
from quartiers.settings import Settings

PAGE = b"<!doctype html><title>piege</title><p>piege</p>"


@dataclass
class Hostile:
    """What was received: one (address, headers in small letters) a request."""

    url: str
    received: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)

    def cookies_received(self) -> set[str]:
        """The names of all cookies that came."""
        lines = [headers.get("cookie", "") for _, headers in self.received]
        pairs = [pair.strip() for line in lines for pair in line.split(";")]
        return {pair.partition("=")[0] for pair in pairs if pair}


@contextmanager
def hostile_server() -> Iterator[Hostile]:
    """It listens on this machine; `cookies` are the Set-Cookie lines of its answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Hostile(f"http://127.0.0.1:{server.server_port}")
    server.hostile = found  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Any method, any address; a websocket is accepted, and closed."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Keep the request."""
        hostile: Hostile = self.server.hostile  # type: ignore[attr-defined]
        hostile.received.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upgrade = self.headers.get("Upgrade", "") == "websocket"
        self.send_response(101 if upgrade else 200)
        for line in hostile.cookies:
            self.send_header("Set-Cookie", line)
        self.send_header("Clear-Site-Data", '"cookies"')
        if upgrade:
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
        else:
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        if upgrade:
            self.close_connection = True
        elif self.command != "HEAD":
            self.wfile.write(PAGE)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing in the tests' words."""


def put_in_place_of(settings: Settings, name: str, hostile: Hostile) -> None:
    """All that the house sends to the server of `name` goes to the hostile one.

    As if the learner had ended their own server and taken its place, which other walls prevent:
    these must hold whatever answers there.
    """
    token = (settings.hub_folder / "proxy_token").read_text()
    route = {"target": hostile.url, "jupyterhub": True, "user": name, "server_name": ""}
    api = HTTPConnection("localhost")
    api.sock = socket.socket(socket.AF_UNIX)
    api.sock.connect(str(sockets_of(settings).proxy))
    headers = {"Authorization": f"token {token}"}
    api.request("POST", f"/api/routes/user/{name}", json.dumps(route), headers)
    assert api.getresponse().status == HTTPStatus.CREATED
    api.close()
