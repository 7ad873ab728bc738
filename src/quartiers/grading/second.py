"""A second grader beside the worker: forked while there is work, gone when there is none."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable

from quartiers.kernels import privileges

log = logging.getLogger("quartiers.correcteur")


class Second:
    """At most one forked process that does some work; it never outlives this one."""

    def __init__(self, work: Callable[[], None]) -> None:
        """`work` runs in the forked process, which ends with it."""
        self._work = work
        self._pid: int | None = None

    @property
    def is_there(self) -> bool:
        """Whether it was called and was not seen leaving."""
        return self._pid is not None

    def call(self) -> None:
        """Fork it; no connection to a database may be open, see sqlite.org/howtocorrupt.html."""
        parent = os.getpid()
        self._pid = os.fork() or None
        if self._pid is None:
            self._live(parent)

    def fell(self) -> bool:
        """Notice when it has left; whether it did so before its work was done."""
        return self._waited(os.WNOHANG) not in (None, 0)

    def dismiss(self) -> None:
        """Have it finish what it has in hand, and wait for its end."""
        if self._pid is not None:
            os.kill(self._pid, signal.SIGTERM)
            self._waited(0)

    def _waited(self, options: int) -> int | None:
        """How it ended, as `os.waitpid` says; None when it is there or was never called."""
        if self._pid is None:
            return None
        pid, status = os.waitpid(self._pid, options)
        if pid == 0:
            return None
        self._pid = None
        return status

    def _live(self, parent: int) -> None:
        status = 1
        try:
            privileges.die_with_parent(signal.SIGKILL, parent)
            self._work()
            status = 0
        except Exception:
            log.exception("le second correcteur s'arrête")
        finally:
            os._exit(status)
