"""A browser whose cables may be led elsewhere: the addresses that it asks for stay true."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NewConnectionError


class Detour(HTTPAdapter):
    """`ports` may change at any moment: the port asked for, and the one really gone to."""

    def __init__(self, ports: Mapping[int, int]) -> None:
        """Lead nowhere else as long as `ports` is empty."""
        self._ports = ports
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **more: Any) -> None:
        """With connections of ours."""
        super().init_poolmanager(*arguments, **more)
        ports = self._ports

        class Connection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                where = (self.host, ports.get(self.port, self.port))
                try:
                    return socket.create_connection(where, timeout=20)
                except OSError as reason:
                    raise NewConnectionError(self, str(reason)) from reason

        class Pool(HTTPConnectionPool):
            ConnectionCls = Connection

        self.poolmanager.pool_classes_by_scheme = {"http": Pool}
