"""Keeps the Hub running: starts it, waits for it, starts it again, closes it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from quartiers.hub.processes import kill_group
from quartiers.kernels.leash import leashed_command

CONFIG = Path(__file__).resolve().parent / "jupyterhub_config.py"
HUB_COMMAND = (sys.executable, "-m", "jupyterhub", "--config", str(CONFIG))
CLOSING_SECONDS = 90
RESTARTS, WITHIN_SECONDS = 3, 600
CLOSING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start_hub(environment: Mapping[str, str], folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start the Hub in a session of its own (Ctrl-C is for us), leashed, its words in `log`."""
    with log.open("ab") as words:
        return subprocess.Popen(
            leashed_command(HUB_COMMAND),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
            umask=0o077,
        )


def set_aside(log: Path) -> None:
    """Keep the log of the last time, and only that one, beside the one to come."""
    if log.exists():
        log.replace(log.with_suffix(".ancien.log"))


def wait_until_ready(hub: subprocess.Popen[bytes], url: str, closing: Event, seconds: int) -> bool:
    """True once `url` answers; False when the Hub died, we are closing, or time is up."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and hub.poll() is None and not closing.wait(0.2):
        if answers(url):
            return True
    return False


def answers(url: str) -> bool:
    """Whether a page is served there; the proxy's own 404, before the Hub speaks, is none."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:  # HTTPError is one
        return False


def close_hub(hub: subprocess.Popen[bytes], seconds: float = CLOSING_SECONDS) -> None:
    """Ask the Hub to stop the servers, the services and the proxy; insist if it does not."""
    if hub.poll() is None:
        hub.terminate()
    try:
        hub.wait(seconds)
    except subprocess.TimeoutExpired:
        kill_group(hub.pid)
        hub.wait()


def may_restart(deaths: Sequence[float], now: float) -> bool:
    """Whether a Hub that died at these times (seconds) is worth starting once more."""
    return sum(now - death < WITHIN_SECONDS for death in deaths) <= RESTARTS


@contextmanager
def closing_signals() -> Iterator[Event]:
    """An event set by Ctrl-C or by the system's wish to stop us."""
    closing = Event()

    def close(_number: int, _frame: FrameType | None) -> None:
        closing.set()

    former = {number: signal.signal(number, close) for number in CLOSING_SIGNALS}
    try:
        yield closing
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
