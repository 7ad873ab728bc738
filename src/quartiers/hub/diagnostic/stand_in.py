"""A stand-in for the Hub, for the length of a trial: it knows each learner by a token.

A learner's server asks the Hub who comes; here, the one who tries it.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jupyterhub

from quartiers.hub.ports import LOCAL
from quartiers.hub.sockets import EVERYBODY
from quartiers.unix_http import listening, unix_url


@dataclass(frozen=True)
class Guest:
    """One server of the trial: the Hub name of its learner, its token, its socket."""

    name: str
    token: str
    socket: Path

    @property
    def base(self) -> str:
        """The path under which the server answers."""
        return f"/user/{self.name}/"

    @property
    def url(self) -> str:
        """Where that is, for the trial."""
        return unix_url(self.socket, self.base)


def new_guest(name: str, socket: Path) -> Guest:
    """A guest with a token of its own."""
    return Guest(name, secrets.token_hex(16), socket)


def hub_environment(guest: Guest, api_url: str) -> dict[str, str]:
    """What the Hub gives to a server when it starts one."""
    scopes = json.dumps([f"access:servers!server={guest.name}/"])
    return {
        "JUPYTERHUB_API_TOKEN": guest.token,
        "JUPYTERHUB_CLIENT_ID": f"jupyterhub-user-{guest.name}",
        "JUPYTERHUB_USER": guest.name,
        "JUPYTERHUB_API_URL": api_url,
        "JUPYTERHUB_ACTIVITY_URL": f"{api_url}/users/{guest.name}/activity",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_SERVICE_PREFIX": guest.base,
        "JUPYTERHUB_SERVICE_URL": f"http://{LOCAL}{guest.base}",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{guest.base}oauth_callback",
        "JUPYTERHUB_OAUTH_SCOPES": scopes,
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": scopes,
    }


@contextmanager
def stand_in_hub(door: Path | None = None, port: int = 0) -> Iterator[tuple[str, dict[str, Guest]]]:
    """The address of its API, and the guests it knows, by token: add yours.

    It listens at `door`, or, for servers to which Unix sockets are shut, at `port`.
    """
    guests: dict[str, Guest] = {}
    server = ThreadingHTTPServer((LOCAL, port), _handler(guests))
    url = f"http://{LOCAL}:{server.server_port}"
    if door is not None:
        server.socket.close()
        server.socket = listening(door, EVERYBODY)
        server.get_request = lambda: (server.socket.accept()[0], ("unix", 0))  # type: ignore[method-assign]
        url = unix_url(door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{url}/hub/api", guests
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(path: str, token: str, guests: Mapping[str, Guest]) -> tuple[int, object]:
    """The status and the JSON value that the Hub would give."""
    guest = guests.get(token)
    if path.rstrip("/") == "/hub/api":
        return 200, {"version": jupyterhub.__version__}
    if guest is None:
        return 403, {"message": "unknown token"}
    scopes = [f"access:servers!server={guest.name}/"]
    return 200, {"kind": "user", "name": guest.name, "scopes": scopes, "admin": False}


def _handler(guests: Mapping[str, Guest]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token = self.headers.get("Authorization", "").rpartition(" ")[2]
            status, value = answer(self.path.partition("?")[0], token, guests)
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal is for the adult."""

    return Handler
