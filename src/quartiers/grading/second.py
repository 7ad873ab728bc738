"""A second grader beside the worker: forked while there is work, gone when there is none."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable

from quartiers.kernels import privileges

PATIENCE = 15.0

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

    def dismiss(self, patience: float = PATIENCE) -> None:
        """Have it finish what it has in hand, and wait for its end; past `patience` seconds it is
        ended: what it had in hand is still `running` in the store.
        """
        late = time.monotonic() + patience
        if self._pid is not None:
            os.kill(self._pid, signal.SIGTERM)
        while self._pid is not None and self._waited(os.WNOHANG) is None:
            if time.monotonic() > late:
                os.kill(self._pid, signal.SIGKILL)
                self._waited(0)
                return
            time.sleep(0.02)

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
