"""Keeps the Hub running: starts it, waits for it, starts it again, closes it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from quartiers.hub.keepers import fork_with_log
from quartiers.hub.processes import kill_group
from quartiers.kernels.leash import leashed_command
from quartiers.kernels.template.bell import NoTemplate
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.keeper import Keeper
from quartiers.kernels.template.order import Order
from quartiers.unix_http import open_url

HubProcess = subprocess.Popen[bytes] | ForkedProcess

CONFIG = Path(__file__).resolve().parent / "jupyterhub_config.py"
HUB_WORDS = ("--config", str(CONFIG))
HUB_COMMAND = (sys.executable, "-m", "quartiers.hub.programs", *HUB_WORDS)
HUB_PROGRAM = "quartiers.hub.programs:hub"  # not imported here: this process stays small
CLOSING_SECONDS = 90
RESTARTS, WITHIN_SECONDS = 3, 600  # so many deaths in so long are mended at once
FIRST_PAUSE, LONGEST_PAUSE = 10, 60  # seconds
CLOSING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start_hub(
    environment: Mapping[str, str], folder: Path, log: Path, keeper: Keeper | None = None
) -> HubProcess:
    """Start the Hub in a session of its own (Ctrl-C is for us), leashed, its words in `log`.

    It is forked from the warm process of `keeper`, if any, and may ask it for others.
    """
    with log.open("ab") as words:
        if keeper is not None:
            order = Order(HUB_PROGRAM, HUB_WORDS, environment, str(folder), leash=signal.SIGTERM)
            try:
                return fork_with_log(keeper, order, words.fileno(), hand_over=True)
            except NoTemplate as reason:
                words.write(f"no warm process ({reason}): the Hub starts the plain way\n".encode())
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


def wait_until_ready(hub: HubProcess, url: str, closing: Event, seconds: int) -> bool:
    """True once `url` answers; False when the Hub died, we are closing, or time is up."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and hub.poll() is None and not closing.wait(0.2):
        if answers(url):
            return True
    return False


def answers(url: str) -> bool:
    """Whether a page is served there; the proxy's own 404, before the Hub speaks, is none."""
    try:
        with open_url(url):
            return True
    except OSError:  # HTTPError is one
        return False


def close_hub(hub: HubProcess, seconds: float = CLOSING_SECONDS) -> None:
    """Ask the Hub to stop the servers, the services and the proxy; insist if it does not."""
    if hub.poll() is None:
        hub.terminate()
    try:
        hub.wait(seconds)
    except subprocess.TimeoutExpired:
        kill_group(hub.pid)
        hub.wait()


def pause_before(deaths: Sequence[float], now: float) -> int:
    """How many seconds to wait before a Hub that died at these times is started once more.

    None for the first deaths, then ever longer: a house with learners in it never gives up, and a
    machine in trouble is not worn out.
    """
    often = sum(now - death < WITHIN_SECONDS for death in deaths) - RESTARTS
    return 0 if often <= 0 else min(LONGEST_PAUSE, FIRST_PAUSE * often)


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
