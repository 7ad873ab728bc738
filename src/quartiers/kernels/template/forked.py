"""A process that is not our child, held as surely as one: the face of `subprocess.Popen`."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import time
from types import TracebackType

STATUS_SECONDS = 2.0  # the warm process tells at once, unless the machine is very busy
UNKNOWN_STATUS = 255  # the template died before its child, and took the answer away


class ForkedProcess:
    """A child of a warm process.

    `handle` is its pidfd: a signal can never reach another process that got the same pid, and its
    end is seen even if the warm process is gone. `channel` brings the exit status.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int, channel: socket.socket) -> None:
        """Own `handle` and `channel` until the end."""
        self.pid = pid
        self.args: list[str] = []
        self.returncode: int | None = None
        self._handle = handle
        self._channel = channel

    def poll(self) -> int | None:
        """None while it runs, then its exit status (negative: the signal that killed it)."""
        if self.returncode is None and self._has_ended(0):
            self.returncode = self._status()
            self._release()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; subprocess.TimeoutExpired after `timeout` seconds."""
        limit = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            left = None if limit is None else limit - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired(f"pid {self.pid}", timeout or 0)
            self._has_ended(left)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing happens when it has ended."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> ForkedProcess:
        """As Popen: leaving the block waits."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Wait for the end."""
        self.wait()

    def __del__(self) -> None:
        """Forget the handle; the process lives on."""
        if self.returncode is None:
            self._release()

    def _has_ended(self, seconds: float | None) -> bool:
        watched = select.poll()
        watched.register(self._handle, select.POLLIN)
        return bool(watched.poll(None if seconds is None else 1000 * seconds))

    def _status(self) -> int:
        self._channel.settimeout(STATUS_SECONDS)
        try:
            return int(json.loads(self._channel.recv(256))["exit"])
        except (OSError, ValueError, KeyError):
            return UNKNOWN_STATUS

    def _release(self) -> None:
        self._channel.close()
        with contextlib.suppress(OSError):
            os.close(self._handle)
