"""Bombs in a learner's cell: the neighbour's cells keep answering, and nothing stays afterwards.

All of it on a real house: two learners' servers and kernels, side by side.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from quartiers.hub.sockets import sockets_of
from quartiers.kernels import landlock
from quartiers.sessions import Seance, Store
from quartiers.sessions.pseudonyms import offer

own_accounts = pytest.mark.skipif(
    os.geteuid() != 0, reason="processes are counted and ended by the learner's own uid: needs root"
)
needs_walls = pytest.mark.skipif(
    os.geteuid() != 0 and not landlock.abi_version(), reason="no means of containment here"
)

# Each goes on until it is stopped; «print» says how it was.
FORKS = """
import os
try:
    while True:
        if os.fork() == 0:
            while True:
                try: os.fork()
                except OSError: pass
except OSError as no: print('arrêté :', no.strerror)
"""
MEMORY = """
kept = []
try:
    while True: kept.append(bytearray(64 * 1024 ** 2))
except MemoryError: print('arrêté :', len(kept) > 5)
"""
DISK = """
try:
    with open('gros', 'wb') as file:
        while True: file.write(bytes(1024 ** 2))
except OSError as no: print('arrêté :', no.strerror)
import os
os.remove('gros')
"""
THREADS = """
import threading, time
try:
    while True: threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
except RuntimeError as no: print('arrêté :', no)
"""
FILES = """
kept = []
try:
    while True: kept.append(open('/dev/null'))
except OSError as no:
    del kept[-50:]
    print('arrêté :', no.strerror)
kept.clear()
"""
OUTPUT = """
import time
end = time.monotonic() + 2
while time.monotonic() < end: print('encore et encore ' * 60)
"""
LOOP = "import time; end = time.monotonic() + 2\nwhile time.monotonic() < end: pass"


PSEUDOS = iter(offer(("Loutre turquoise",), 20, random.Random(5)))


@pytest.fixture(scope="module")
def kernel(otter: Any) -> str:
    """The neighbour's kernel, with something in it."""
    found = str(otter.start_kernel())
    otter.run(found, "gardé = 6 * 7")
    return found


@pytest.fixture
def attacker(newcomer: Any, seance: Seance) -> Iterator[Any]:
    """A learner who tries; their server is stopped at the end."""
    browser = newcomer(next(PSEUDOS), seance)
    browser.start_server()
    yield browser
    stop_server(browser)


def stop_server(browser: Any) -> None:
    """As the Hub does when a learner leaves; comes back once it is done."""
    token = browser.http.cookies.get("_xsrf", path="/hub/") or ""
    where = f"{browser.house.url}/hub/api/users/{browser.name}/server"
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        answer = browser.http.delete(where, headers={"X-XSRFToken": token}, timeout=60)
        if answer.status_code == 204:
            return
        time.sleep(0.2)
    raise AssertionError(f"{answer.status_code} {answer.text}")


class Bomb(threading.Thread):
    """A cell that runs beside the test; `said` is what it printed, when it is over."""

    def __init__(self, browser: Any, code: str) -> None:
        super().__init__(daemon=True)
        self.browser, self.code, self.said = browser, code, ""
        self.kernel = browser.start_kernel()
        self.start()

    def run(self) -> None:
        """Wait for the end of the cell; a bomb may well take its own server away."""
        try:
            self.said = self.browser.run(self.kernel, self.code)
        except Exception as reason:
            self.said = f"{type(reason).__name__}: {reason}"


def answers_meanwhile(otter: Any, kernel: str, bomb: Bomb, least: int = 5) -> None:
    """The neighbour's cells answer, again and again, until the bomb is over."""
    for turn in range(1000):
        assert otter.run(kernel, f"print(gardé, {turn})") == f"42 {turn}\n"
        if turn + 1 >= least and not bomb.is_alive():
            return
        time.sleep(0.1)
    raise AssertionError("the bomb never ended")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(FORKS, id="forks", marks=own_accounts),
        pytest.param(THREADS, id="threads", marks=own_accounts),
        pytest.param(MEMORY, id="memory"),
        pytest.param(DISK, id="disk"),
        pytest.param(FILES, id="files"),
    ],
)
def test_a_bomb_is_stopped_and_the_neighbour_keeps_working(
    otter: Any, kernel: str, attacker: Any, code: str
) -> None:
    bomb = Bomb(attacker, code)
    answers_meanwhile(otter, kernel, bomb)
    assert bomb.said.startswith("arrêté :"), bomb.said


@pytest.mark.parametrize("code", [pytest.param(OUTPUT, id="output"), pytest.param(LOOP, id="loop")])
def test_what_never_ends_by_itself_slows_nobody_down(
    otter: Any, kernel: str, attacker: Any, code: str
) -> None:
    bomb = Bomb(attacker, code)
    answers_meanwhile(otter, kernel, bomb)


def test_endless_output_can_be_stopped_by_its_learner(attacker: Any) -> None:
    bomb = Bomb(attacker, "while True: print('encore ' * 100)")
    time.sleep(1)
    path = attacker.api(f"api/kernels/{bomb.kernel}/interrupt")
    limit = time.monotonic() + 60
    while bomb.is_alive() and time.monotonic() < limit:
        assert attacker.post(path, {}).status_code == 204
        bomb.join(2)
    assert not bomb.is_alive()
    assert attacker.run(bomb.kernel, "print(1)") == "1\n"


LEFT = """
import os, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork(): os._exit(0)
        while True: time.sleep(600)
"""


@own_accounts
@pytest.mark.parametrize("by_itself", [False, True], ids=["stopped", "ended by itself"])
def test_what_a_learner_left_running_ends_with_the_server(
    house: Any, store: Store, attacker: Any, otter: Any, kernel: str, by_itself: bool
) -> None:
    attacker.run(attacker.start_kernel(), LEFT)
    Bomb(attacker, FORKS)  # and some that multiply while they are ended
    time.sleep(1)
    learner = store.learners.get(attacker.name)
    assert learner is not None
    uid = house.settings.uid_base + learner.number
    assert len(running(uid)) > 10
    if by_itself:  # nobody tells the Hub: it sees it
        os.kill(min(running(uid)), signal.SIGKILL)  # the server is the first of them
    else:
        stop_server(attacker)
    limit = time.monotonic() + 30
    while running(uid) and time.monotonic() < limit:  # those that were killed take a moment to die
        time.sleep(0.1)
    assert running(uid) == []
    assert otter.run(kernel, "print(gardé)") == "42\n"


def running(uid: int) -> list[int]:
    """The processes of an account, those that are dead already left out."""
    return [
        process.pid
        for process in psutil.process_iter(["uids", "status"])
        if process.info["uids"]
        and process.info["uids"].real == uid
        and process.info["status"] != psutil.STATUS_ZOMBIE
    ]


@own_accounts
def test_a_neighbours_kernel_sockets_cannot_be_found_nor_reached(
    attacker: Any, otter: Any, kernel: str
) -> None:
    code = "import ipykernel, json; print(json.load(open(ipykernel.get_connection_file()))['ip'])"
    where = otter.run(kernel, code).strip()
    tried = f"""
import os, socket
def attempt(what):
    try: what()
    except OSError as no: print(type(no).__name__)
    else: print('done')
attempt(lambda: os.listdir({os.path.dirname(where)!r}))
attempt(lambda: socket.socket(socket.AF_UNIX).connect({where + "-1"!r}))
"""
    assert attacker.run(attacker.start_kernel(), tried).split() == ["PermissionError"] * 2


@own_accounts
def test_a_neighbours_server_cannot_be_reached_from_another_learners_cell(
    attacker: Any, otter: Any, house: Any, store: Any
) -> None:
    learner = store.learners.get(otter.name)
    sockets = sockets_of(house.settings)
    tried = f"""
import os, socket
def attempt(what):
    try: what()
    except OSError as no: print(type(no).__name__)
    else: print('done')
attempt(lambda: os.listdir({str(sockets.inside)!r}))
attempt(lambda: socket.socket(socket.AF_UNIX).connect({str(sockets.server(learner.number))!r}))
"""
    assert attacker.run(attacker.start_kernel(), tried).split() == ["PermissionError"] * 2
