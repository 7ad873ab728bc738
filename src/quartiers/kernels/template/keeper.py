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

from quartiers.kernels.template.bell import Bell, NoTemplate, channel_pair
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.order import Order

log = logging.getLogger(__name__)

RESTARTS, WITHIN_SECONDS = 5, 300.0

# One thread only: a fork keeps the thread that forks and loses the others with their locks.
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONNOUSERSITE": "1",
}
KEPT = ("LANG", "LC_ALL", "TZ", "PATH", "PYTHONPATH")


class Keeper:
    """The supervisor of one warm process, which ends with it.

    `warm`: modules whose `warm()` the process calls before it forks. `listen`: a path for other
    processes of this account. `command_prefix` is for tests. Thread-safe.
    """

    def __init__(
        self, warm: Sequence[str], *, listen: Path | None = None, log_file: Path | None = None
    ) -> None:
        """Start nothing yet."""
        self._warm = tuple(warm)
        self._listen = listen
        self._log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._bell: Bell | None = None
        self._starts: list[float] = []
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The warm process; 0 when there is none."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    def ensure(self) -> Bell:
        """Have a warm process, perhaps a new one; NoTemplate when they die again and again."""
        with self._lock:
            if self._bell is None or not self.pid:
                self._start(time.monotonic())
            assert self._bell is not None
            return self._bell

    def fork(self, order: Order, files: Sequence[int]) -> ForkedProcess:
        """A child of the warm process; one death of the latter on the way is forgiven."""
        try:
            return self.ensure().fork(order, files)
        except NoTemplate as reason:
            if self.pid:
                raise
            log.warning("the warm process is gone (%s): another one starts", reason)
            return self.ensure().fork(order, files)

    def close(self) -> None:
        """End the warm process; its children live on."""
        with self._lock:
            self._drop()

    def _start(self, now: float) -> None:
        self._drop()
        if sum(now - start < WITHIN_SECONDS for start in self._starts) >= RESTARTS:
            raise NoTemplate(f"the warm process died {RESTARTS} times in a few minutes")
        self._starts.append(now)
        mine, theirs = channel_pair()
        with theirs:
            self._process = self._launch(theirs.fileno())
        self._bell = Bell(mine)

    def _launch(self, bell: int) -> subprocess.Popen[bytes]:
        words = self._log_file.open("ab") if self._log_file else None
        try:
            return subprocess.Popen(
                template_command(bell, self._warm, self._listen),
                cwd="/",
                env=template_environment(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                pass_fds=(bell,),
                start_new_session=True,
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
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def template_command(bell: int, warm: Sequence[str], listen: Path | None) -> list[str]:
    """The command line of a warm process."""
    options = ["--bell", str(bell)]
    options += [word for module in warm for word in ("--warm", module)]
    options += ["--listen", str(listen)] if listen else []
    return [sys.executable, "-P", "-m", "quartiers.kernels.template", *options]


def template_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Nothing secret: every child's memory begins as a copy of this process."""
    return {name: environ[name] for name in KEPT if name in environ} | ONE_THREAD | {"HOME": "/"}
