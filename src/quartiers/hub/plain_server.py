"""`python -m quartiers.hub.plain_server`: a learner's server that starts from nothing.

It listens to the socket that the Hub made and handed over, and to no other.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

from quartiers.hub.kernel_ports import keep_to_them
from quartiers.kernels.contain import HANDED


def listen_to(listener: socket.socket) -> None:
    """Have the Jupyter server of this process serve that socket, instead of a port of its own,
    and give its kernels no port but theirs."""
    from jupyter_server.serverapp import ServerApp

    kind: Any = ServerApp
    kind._find_http_port = lambda self: None  # it would try one, which is refused
    kind._bind_http_server = lambda self: self.http_server.add_socket(listener)
    keep_to_them()


def main() -> None:
    """Be the server."""
    from jupyterhub.singleuser import main as serve

    listener = socket.socket(fileno=HANDED)
    listener.set_inheritable(False)
    listen_to(listener)
    sys.argv[0] = "jupyterhub-singleuser"
    serve()


if __name__ == "__main__":
    main()
