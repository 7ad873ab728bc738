"""JupyterLab's files, shared by all: compressed, kept for good, out of learners' reach."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from quartiers.room import screen_files
from quartiers.room.config import RoomConfig
from quartiers.room.screen_files import JUPYTER, OURS, compressed_twin, routes

CODE = b"console.log('bonjour');\n" * 100
HASHED = "main.0123456789abcdef.js"


@pytest.fixture
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """JupyterLab as it is installed, with an extension and something private beside."""
    place = tmp_path / "share"
    names = (HASHED, "style.js")
    extension = ("c.js", "0123456789abcdef.ttf")
    for name in (
        *(f"lab/static/{name}" for name in names),
        *(f"labextensions/@a/b/static/{name}" for name in extension),
    ):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(CODE)
    (place / "labextensions/@a/b/package.json").write_text("{}")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr(screen_files, "JUPYTER", place)
    return place


@pytest.fixture
def address(jupyter: Path) -> Iterator[str]:
    """Our routes alone, on a port."""
    room = SimpleNamespace(config=RoomConfig())
    yield from serve(Application([(f"/{path}", *rest) for path, *rest in routes()], room=room))


def serve(app: Application) -> Iterator[str]:
    listener, port = bind_unused_port()
    loop = asyncio.new_event_loop()

    async def start() -> None:
        HTTPServer(app).add_socket(listener)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(start(), loop).result()
    yield f"http://127.0.0.1:{port}/ecran/"
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def compress(file: Path, content: bytes = CODE) -> None:
    twin = file.with_name(f"{file.name}.gz")
    twin.write_bytes(gzip.compress(content))
    date = file.stat().st_mtime
    os.utime(twin, (date, date))


def ask(address: str, path: str, **headers: str) -> requests.Response:
    return requests.get(
        address + path, headers={"Accept-Encoding": "identity", **headers}, timeout=20
    )


@pytest.mark.parametrize("path", [f"lab/{HASHED}", "extensions/@a/b/static/0123456789abcdef.ttf"])
def test_a_file_whose_name_holds_its_hash_is_kept_for_a_year(address: str, path: str) -> None:
    kept = ask(address, path).headers["Cache-Control"]
    assert kept == "public, max-age=31536000, immutable"


def test_any_other_file_is_asked_for_again_and_not_sent_again(address: str) -> None:
    first = ask(address, "lab/style.js?v=0123456789abcdef")
    assert first.headers["Cache-Control"] == "no-cache"
    again = ask(address, "lab/style.js", **{"If-None-Match": first.headers["Etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_compressed_file_is_sent_to_whom_takes_it(address: str, jupyter: Path) -> None:
    compress(jupyter / "lab/static" / HASHED)
    small = ask(address, f"lab/{HASHED}", **{"Accept-Encoding": "gzip, deflate"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) < len(CODE) / 5
    assert small.content == CODE
    assert "javascript" in small.headers["Content-Type"]


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_it_is_sent_as_it_is_to_all_others(address: str, jupyter: Path, accepted: str) -> None:
    compress(jupyter / "lab/static" / HASHED)
    plain = ask(address, f"lab/{HASHED}", **{"Accept-Encoding": accepted})
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert plain.content == CODE


def test_both_forms_have_their_own_mark(address: str, jupyter: Path) -> None:
    compress(jupyter / "lab/static" / HASHED)
    plain = ask(address, f"lab/{HASHED}")
    small = ask(address, f"lab/{HASHED}", **{"Accept-Encoding": "gzip"})
    assert plain.headers["Etag"] != small.headers["Etag"]


def test_what_was_compressed_from_an_older_file_is_never_sent(address: str, jupyter: Path) -> None:
    file = jupyter / "lab/static/style.js"
    compress(file, b"old")
    os.utime(file, (1, 1))
    assert compressed_twin(file) is None
    assert ask(address, "lab/style.js", **{"Accept-Encoding": "gzip"}).content == CODE


def test_a_file_that_is_not_there_is_not_remembered_as_absent(address: str) -> None:
    absent = ask(address, "lab/main.fedcba9876543210.js")
    assert absent.status_code == 404
    assert absent.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "lab/../../../secret.js",
        "lab/%2e%2e/%2e%2e/%2e%2e/secret.js",
        "lab/..%2f..%2f..%2fsecret.js",
        "lab//etc/passwd",
        "extensions/@a/b/package.json",
        "extensions/@a/b/static/../../../../../secret.js",
        "extensions/quartiers-lab/static/%2e%2e/%2e%2e/%2e%2e/config.py",
    ],
)
def test_nothing_else_of_the_machine_is_shown(address: str, path: str) -> None:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.netloc)  # it sends «..» as it is written
    connection.request("GET", where.path + path)
    answer = connection.getresponse()
    assert answer.status in {403, 404}
    assert b"secret" not in answer.read()
    connection.close()


def test_a_link_to_elsewhere_is_not_followed(address: str, jupyter: Path) -> None:
    (jupyter / "lab/static/lien.js").symlink_to(jupyter.parent / "secret.js")
    assert ask(address, "lab/lien.js").status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_writes_what_others_load(address: str, jupyter: Path, method: str) -> None:
    answer = requests.request(method, f"{address}lab/{HASHED}", data=b"alert(1)")
    assert answer.status_code in {403, 405}
    assert (jupyter / "lab/static" / HASHED).read_bytes() == CODE


def test_computers_that_do_not_read_keep_nobody_waiting(address: str, jupyter: Path) -> None:
    (jupyter / "lab/static/gros.js").write_bytes(b"x" * 20_000_000)
    where = urlsplit(address)
    slow = [socket.create_connection((where.hostname, where.port)) for _ in range(20)]
    for one in slow:
        one.sendall(f"GET {where.path}lab/gros.js HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert one.recv(12) == b"HTTP/1.1 200"
    assert ask(address, f"lab/{HASHED}").content == CODE
    for one in slow:
        one.close()


def test_no_request_header_changes_what_is_sent(address: str) -> None:
    odd = {"X-Forwarded-Host": "evil.test", "Host": "evil.test", "X-Original-URL": "/secret.js"}
    answer = ask(address, f"lab/{HASHED}?callback=alert", **odd)
    assert answer.content == CODE
    assert "evil" not in str(answer.headers)


def test_the_room_serves_the_real_screen_with_its_safe_headers(salle: Any) -> None:
    main = next(iter((JUPYTER / "lab/static").glob("main.*.js"))).name
    ours = next(iter((OURS / "quartiers-lab/static").glob("remoteEntry.*.js")), None)
    paths = [f"lab/{main}"] + ([f"extensions/quartiers-lab/static/{ours.name}"] if ours else [])
    for path in paths:
        answer = salle.visitor().get(f"ecran/{path}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer.headers
