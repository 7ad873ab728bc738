"""Gives the kernels of a server the few TCP ports that the house keeps for them."""

from __future__ import annotations

import errno
import os

from jupyter_client.connect import LocalPortCache

from quartiers.hub.ports import is_free
from quartiers.kernels.contain import own_ports


class OwnPorts(LocalPortCache):
    """The stock one takes any port that the machine gives, which Landlock refuses."""

    def find_available_port(self, ip: str) -> int:
        """A port of ours that nobody uses; OSError when there is none left."""
        for port in own_ports() or ():
            if port not in self.currently_used_ports and is_free(port, ip):
                self.currently_used_ports.add(port)
                return port
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


def keep_to_them() -> None:
    """Have all kernels of this process take theirs, where some were given to it."""
    if own_ports() is not None:
        OwnPorts.instance()
