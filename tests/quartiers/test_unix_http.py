"""HTTP over Unix sockets: addresses there and back, and what an answer looks like."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.httpclient import AsyncHTTPClient

from quartiers.unix_http import listening, open_url, socket_path, unix_url
from quartiers.unix_resolver import UnixResolver, for_tornado


class Echo(BaseHTTPRequestHandler):
    """Says what it was asked; 404 for `/rien`."""

    def do_GET(self) -> None:
        """Answer."""
        said = f"{self.path} {self.headers['Host']} {self.headers['X-Mine']}".encode()
        self.send_response(404 if self.path == "/rien" else 200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Where an `Echo` answers."""
    path = tmp_path / "s"
    server = HTTPServer(("127.0.0.1", 0), Echo)
    server.socket.close()
    server.socket = listening(path, 0o600)
    server.get_request = lambda: (server.socket.accept()[0], ("unix", 0))  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield unix_url(path)
    server.shutdown()
    server.server_close()


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_a_path_survives_its_address_though_hosts_are_put_into_lower_case(name: str) -> None:
    path = Path("/tmp") / name
    url = unix_url(path, "/page")
    assert socket_path(url) == path
    lowered = f"{urlsplit(url).scheme}://{urlsplit(url).hostname}"
    assert socket_path(lowered) == path


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8000/", "https://a/"])
def test_other_addresses_are_no_sockets(url: str) -> None:
    assert socket_path(url) is None


def test_a_page_is_read_with_its_headers(url: str) -> None:
    with open_url(url + "/a?b=1", headers={"X-Mine": "moi"}) as answer:
        assert answer.read() == b"/a?b=1 localhost moi"


def test_a_refusal_is_an_error_as_over_tcp(url: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        open_url(url + "/rien")


def test_nobody_at_the_other_end_is_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(URLError):
        open_url(unix_url(tmp_path / "personne"))


def test_tornado_reaches_it_as_well(url: str) -> None:
    async def fetch() -> bytes:
        client = AsyncHTTPClient(force_instance=True, resolver=UnixResolver())
        return (await client.fetch(for_tornado(url + "/a"), headers={"Host": "localhost"})).body

    assert asyncio.run(fetch()) == b"/a localhost None"


def test_a_listener_replaces_what_a_killed_program_left_and_says_who_may_come(
    tmp_path: Path,
) -> None:
    path = tmp_path / "s"
    listening(path, 0o666).close()
    with listening(path, 0o600):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_thirty_pages_that_open_at_once_may_wait_for_a_busy_program(tmp_path: Path) -> None:
    if int(Path("/proc/sys/net/core/somaxconn").read_text()) < 400:
        pytest.skip("this machine lets fewer wait")
    path = tmp_path / "s"
    with listening(path, 0o600), contextlib.ExitStack() as browsers:
        for _ in range(300):
            browser = browsers.enter_context(socket.socket(socket.AF_UNIX))
            browser.setblocking(False)
            browser.connect(str(path))  # BlockingIOError: one too many
