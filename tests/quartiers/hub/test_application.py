"""What we change of JupyterHub: services on Unix sockets, and the door of learners' servers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from jupyterhub import objects, orm
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from quartiers.hub.application import LARGEST_BODY, bound, door_of, host_without_port
from quartiers.unix_http import listening, unix_url
from quartiers.unix_resolver import UnixResolver, for_tornado


class Anything(RequestHandler):
    """Any page of the Hub."""

    def get(self) -> None:
        """Say yes."""
        self.write("oui")


def status(door: Path, page: str) -> int:
    """What the door answers."""

    async def ask() -> int:
        server = HTTPServer(door_of(Application([(".*", Anything)])))
        server.add_socket(listening(door, 0o600))
        client = AsyncHTTPClient(force_instance=True, resolver=UnixResolver())
        url = for_tornado(unix_url(door, page))
        return (await client.fetch(url, headers={"Host": "x"}, raise_error=False)).code

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "page", ["", "/", "/user", "/oauth2/token", "/users/jeune-abc234/activity", "/user?x=1"]
)
def test_the_door_shows_what_a_server_needs(tmp_path: Path, page: str) -> None:
    assert status(tmp_path / "s", f"/hub/api{page}") == 200


@pytest.mark.parametrize(
    "page",
    [
        "/hub/home",
        "/hub/ticket?t=x",
        "/hub/api/users",
        "/hub/api/users/jeune-abc234",
        "/hub/api/users/jeune-abc234/server",
        "/hub/api/users/a/b/activity",
        "/hub/api/proxy",
        "/hub/api/shutdown",
        "/services/salle/",
        "//hub/api",
    ],
)
def test_the_door_shows_nothing_else(tmp_path: Path, page: str) -> None:
    assert status(tmp_path / "s", page) == 404


@pytest.mark.parametrize(("size", "said"), [(LARGEST_BODY, b"405"), (LARGEST_BODY + 1, b"400")])
def test_what_is_too_big_is_refused_before_a_byte_of_it_is_kept(
    tmp_path: Path, size: int, said: bytes
) -> None:
    async def ask() -> bytes:
        server = HTTPServer(Application([(".*", Anything)]))
        bound(server)
        server.add_socket(listening(tmp_path / "s", 0o600))
        reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
        writer.write(
            f"POST /hub/login HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
        )
        if size <= LARGEST_BODY:
            writer.write(b"a" * size)
        return (await asyncio.wait_for(reader.readline(), 10)).split()[1]

    assert asyncio.run(ask()) == said


def test_a_server_read_back_from_the_database_has_an_address_without_port() -> None:
    kept = orm.Server(
        proto="http+unix", ip="%2ftmp%2fs", port=80, base_url="/user/a/", cookie_name=""
    )
    assert host_without_port(objects.Server.from_orm(kept)) == "http+unix://%2ftmp%2fs"


def test_the_address_of_other_servers_stays_as_it_was() -> None:
    kept = orm.Server(proto="http", ip="127.0.0.1", port=8001, base_url="/user/a/", cookie_name="")
    assert host_without_port(objects.Server.from_orm(kept)) == "http://127.0.0.1:8001"
