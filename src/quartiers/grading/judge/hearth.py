"""The judge's side of the warm process: start it once, and have it give nurseries."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from quartiers.kernels.template.bell import Bell, NoTemplate
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.order import Order

PROGRAM = "quartiers.grading.judge.warm:main"
PATIENCE = 120.0
GOODBYE = 3.0
TRIES = 2


log = logging.getLogger(__name__)


class NoBirth(Exception):
    """The machine gives no process: not the learner's doing."""


class Hearth:
    """A warm process of ours; every nursery is forked from it, so warming up is paid once."""

    def __init__(self, bell: Bell | None = None) -> None:
        """Start nothing yet. `bell`: that of a warm process which has imported all of it."""
        self._bell = bell
        self._process: subprocess.Popen[bytes] | ForkedProcess | None = None
        self._orders: socket.socket | None = None
        self._owner = os.getpid()

    @property
    def pid(self) -> int | None:
        """Its process, if it was started."""
        return self._process.pid if self._process is not None else None

    def light(self) -> None:
        """Start it, if need be, without waiting: it warms up while we do something else."""
        if self._orders is not None:
            return
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._owner = os.getpid()
        with theirs:
            self._process = self._forked(theirs.fileno()) or _started(theirs.fileno())

    def _forked(self, orders: int) -> ForkedProcess | None:
        """From the house's warm process, when ours comes from it too; None when it is gone."""
        if self._bell is None:
            return None
        order = Order(PROGRAM, environment=plain_environment(os.environ))
        null = os.open(os.devnull, os.O_RDWR)
        try:
            return self._bell.fork(order, [null, null, 2, orders])
        except NoTemplate as reason:
            log.warning("no warm process (%s): the judge's own starts the plain way", reason)
            return None
        finally:
            os.close(null)

    def nursery(self) -> socket.socket:
        """The channel to a new nursery, ready; raises NoBirth. A warm process that died is
        replaced.
        """
        for _ in range(TRIES):
            channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            channel.settimeout(PATIENCE)
            with suppress(OSError), theirs:
                self.light()
                assert self._orders is not None
                socket.send_fds(self._orders, [b"nursery"], [theirs.fileno()])
                theirs.close()
                if channel.recv(16) == b"ready":
                    return channel
            channel.close()
            self.close()
        raise NoBirth("the warm process does not start")

    def close(self) -> None:
        """End it: it leaves when it hears nobody, and all that it forked ends with it.

        A process that only inherited it lets go of it.
        """
        if self._orders is not None:
            self._orders.close()
        if self._process is not None and self._owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GOODBYE)
            self._process.kill()
            self._process.wait()
        self._orders = self._process = None


def _started(orders: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "quartiers.grading.judge.warm", str(orders)],
        env=plain_environment(os.environ),
        pass_fds=[orders],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def plain_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Nothing of ours but the language and the way to the programs: no token, no settings."""
    kept = {name: environ[name] for name in ("LANG", "LC_ALL", "PYTHONPATH") if name in environ}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONNOUSERSITE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # address space is limited, and arenas reserve it by core
        # a neon sign is painted on 13 MB: in pages of 4 KB, each fork touches 3000 of them
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    }
