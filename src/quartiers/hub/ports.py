"""The TCP ports of this machine: only the proxy listens to some, for the browsers."""

from __future__ import annotations

import socket

LOCAL = "127.0.0.1"


def is_free(port: int, address: str = LOCAL) -> bool:
    """True when a server may listen there now. PermissionError for ports kept for root."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            raise
        except OSError:
            return False
    return True


def any_free_port() -> int:
    """A port that the kernel gives out."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])
