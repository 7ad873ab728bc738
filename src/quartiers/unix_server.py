"""An HTTP server at a Unix socket where no account takes the place of the others."""

from __future__ import annotations

import socket
import struct
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

MOST = 32
"""Connections that one account may hold: a learner's server has a few, for an instant each."""
IDLE_SECONDS = 60
PEER = struct.Struct("3i")  # pid, uid, gid: see unix(7), SO_PEERCRED


class FairServer(HTTPServer):
    """Closes at once what one account opens beyond `MOST`: a file each, and ours are counted."""

    def initialize(self, *words: Any, **options: Any) -> None:
        """As the stock one; connections that say nothing end after a minute."""
        super().initialize(*words, **{"idle_connection_timeout": IDLE_SECONDS, **options})
        self.held: dict[int, set[IOStream]] = {}

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, unless its account has enough."""
        held = self.held.setdefault(account(stream.socket), set())
        held -= {one for one in held if one.closed()}
        if len(held) >= MOST:
            stream.close()
            return
        held.add(stream)
        super().handle_stream(stream, address)


def account(connection: socket.socket) -> int:
    """The uid of the process at the other end, which nobody can invent."""
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
    return int(PEER.unpack(raw)[1])
