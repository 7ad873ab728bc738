"""Starts a warm process, and another when it dies; says so when there is none."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from quartiers.kernels.template.bell import PATIENCE, Bell, NoTemplate, channel_pair
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.order import Order

log = logging.getLogger(__name__)

RESTARTS, WITHIN_SECONDS = 5, 300.0
DYING_SECONDS = 0.5

# glibc learns from the first big block that is freed to keep those that follow: the check of one
# secret takes 32 MB, thirty at once would leave a service with hundreds.
GIVE_MEMORY_BACK = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "262144",
}
# One thread only: a fork keeps the thread that forks and loses the others with their locks.
ONE_THREAD = GIVE_MEMORY_BACK | {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's warning about frozen modules
}
KEPT = ("LANG", "LC_ALL", "TZ", "PATH", "PYTHONPATH")
# Read when modules are imported: here they would speak of the wrong process.
MISLEADING = ("JPY_", "JUPYTERHUB_", "MPLBACKEND")


class Keeper:
    """The supervisor of one warm process, which ends with it.

    `warm`: modules whose `warm()` the process calls before it forks. `environment`: its own, a bare
    one by default. `listen`: a path for other processes of this account. `umask`: the children's.
    `patience`: seconds to wait for a child, all the imports included.
    `bell`: that of a warm process kept by somebody else, to be used as long as it lives.
    Thread-safe.
    """

    def __init__(
        self,
        warm: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        listen: Path | None = None,
        log_file: Path | None = None,
        umask: int = -1,
        patience: float = PATIENCE,
        bell: Bell | None = None,
    ) -> None:
        """Start nothing yet."""
        self._warm = tuple(warm)
        self._environment = bare_environment(os.environ) if environment is None else environment
        self._listen = listen
        self._log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._umask = umask
        self._patience = patience
        self._bell = bell
        self._starts: list[float] = []
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The warm process; 0 when there is none."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    def ensure(self) -> Bell:
        """Have a warm process, perhaps a new one; NoTemplate when they die again and again."""
        with self._lock:
            if self._bell is None or self._bell.is_over():
                self._start(time.monotonic())
            assert self._bell is not None
            return self._bell

    def fork(self, order: Order, files: Sequence[int], *, hand_over: bool = False) -> ForkedProcess:
        """A child of the warm process; one death of the latter on the way is forgiven.

        `hand_over`: the child may ask it for children too, see `Bell.fork`.
        """
        try:
            return self.ensure().fork(order, files, hand_over=hand_over)
        except NoTemplate as reason:
            if not self._has_died():
                raise
            log.warning("the warm process is gone (%s): another one starts", reason)
            return self.ensure().fork(order, files, hand_over=hand_over)

    def close(self) -> None:
        """End the warm process; its children live on."""
        with self._lock:
            self._drop()

    def _has_died(self) -> bool:
        # its sockets close a moment before it is dead
        try:
            return self._process is None or self._process.wait(DYING_SECONDS) is not None
        except subprocess.TimeoutExpired:
            return False

    def _start(self, now: float) -> None:
        self._drop()
        if sum(now - start < WITHIN_SECONDS for start in self._starts) >= RESTARTS:
            raise NoTemplate(f"the warm process died {RESTARTS} times in a few minutes")
        self._starts.append(now)
        mine, theirs = channel_pair()
        with theirs:
            self._process = self._launch(theirs.fileno())
        self._bell = Bell(mine, self._patience)

    def _launch(self, bell: int) -> subprocess.Popen[bytes]:
        words = self._log_file.open("ab") if self._log_file else None
        try:
            return subprocess.Popen(
                template_command(bell, self._warm, self._listen),
                cwd="/",
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                pass_fds=(bell,),
                start_new_session=True,
                umask=self._umask,
            )
        except OSError as reason:
            raise NoTemplate(str(reason)) from reason
        finally:
            if words:
                words.close()

    def _drop(self) -> None:
        if self._bell is not None:
            self._bell.close()
            self._bell = None
        if self._process is not None:
            self._process.kill()  # it has nothing to finish, and may still be importing
            self._process.wait()
            self._process = None


def template_command(bell: int, warm: Sequence[str], listen: Path | None) -> list[str]:
    """The command line of a warm process."""
    options = ["--bell", str(bell)]
    options += [word for module in warm for word in ("--warm", module)]
    options += ["--listen", str(listen)] if listen else []
    return [sys.executable, "-m", "quartiers.kernels.template", *options]


def bare_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """For children of several people: nothing secret, since their memory begins as a copy."""
    kept = {name: environ[name] for name in KEPT if name in environ}
    return kept | ONE_THREAD | {"HOME": "/", "PYTHONNOUSERSITE": "1"}


def own_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """For children of the one person whose environment this is."""
    kept = {name: environ[name] for name in environ if not name.startswith(MISLEADING)}
    return kept | ONE_THREAD
