"""Lets Tornado's HTTP and websocket clients reach Unix sockets."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import unquote

from tornado.netutil import DefaultLoopResolver

from quartiers.unix_http import SCHEME


class UnixResolver(DefaultLoopResolver):
    """The address of a host; a host that is an escaped path is that of a Unix socket."""

    async def resolve(
        self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[tuple[int, Any]]:
        """See `tornado.netutil.Resolver`."""
        path = unquote(host)
        if path.startswith("/"):
            return [(socket.AF_UNIX, path)]
        return await super().resolve(host, port, family)


def for_tornado(url: str) -> str:
    """The same address under the only scheme that Tornado's client takes."""
    return "http" + url.removeprefix(SCHEME) if url.startswith(SCHEME) else url
