"""One account at a door never takes the place of the others."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from tornado.web import Application, RequestHandler

from quartiers.unix_http import listening
from quartiers.unix_server import MOST, FairServer

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Yes(RequestHandler):
    """Any page."""

    def get(self) -> None:
        """Say yes."""
        self.write("oui")


Caller = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answers(caller: Caller) -> bool:
    """Whether a connection is served."""
    reader, writer = caller
    try:
        writer.write(GET)
        return (await reader.read(12)).startswith(b"HTTP/1.1 200")
    except ConnectionError:
        return False


def test_who_holds_too_many_connections_gets_no_more_until_some_end(tmp_path: Path) -> None:
    async def many() -> list[bool]:
        path = tmp_path / "s"
        server = FairServer(Application([("/", Yes)]))
        server.add_socket(listening(path, 0o600))
        callers = [await asyncio.open_unix_connection(path) for _ in range(MOST + 3)]
        served = [await answers(caller) for caller in callers]
        callers[0][1].close()
        await asyncio.sleep(0.1)
        served.append(await answers(await asyncio.open_unix_connection(path)))
        await server.close_all_connections()
        return served

    assert asyncio.run(many()) == [True] * MOST + [False] * 3 + [True]


@pytest.mark.skipif(os.geteuid() != 0, reason="other accounts: needs root")
def test_the_account_is_that_of_the_process_that_came(tmp_path: Path) -> None:
    async def seen() -> list[int]:
        path = tmp_path / "s"
        tmp_path.chmod(0o755)
        server = FairServer(Application([("/", Yes)]))
        server.add_socket(listening(path, 0o666))
        folder = os.open(tmp_path, os.O_RDONLY)
        code = f"import os, socket; os.fchdir({folder}); s = socket.socket(1); s.connect('s'); "
        code += "s.send(b'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'); s.recv(12)"
        child = await asyncio.create_subprocess_exec(
            "/usr/bin/python3", "-c", code, user=65_534, pass_fds=(folder,)
        )
        await child.wait()
        os.close(folder)
        return list(server.held)

    assert asyncio.run(seen()) == [65_534]
