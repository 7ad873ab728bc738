"""What supervision promises: children outlive the template, and another one comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quartiers.kernels.template import keeper as module
from quartiers.kernels.template.__main__ import NotAlone, listen, refuse_threads
from quartiers.kernels.template.bell import Door, NoTemplate
from quartiers.kernels.template.forked import UNKNOWN_STATUS, ForkedProcess
from quartiers.kernels.template.keeper import Keeper, bare_environment
from quartiers.kernels.template.order import Order


@dataclass
class Sleepers:
    """Forks programs that sleep."""

    keeper: Keeper
    folder: Path

    def start(self, **more: bool) -> ForkedProcess:
        """One more."""
        environment = {"PYTHONPATH": str(self.folder)}
        order = Order("sleeper:main", environment=environment, **more)  # type: ignore[arg-type]
        with open(os.devnull, "r+b") as null:
            return self.keeper.fork(order, [null.fileno()] * 3)


@pytest.fixture
def sleepers(tmp_path: Path) -> Iterator[Sleepers]:
    (tmp_path / "sleeper.py").write_text("import time\ndef main():\n    time.sleep(60)\n")
    found = Sleepers(Keeper([]), tmp_path)
    yield found
    found.keeper.close()


def alive(pid: int) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_child_is_held_like_a_popen(sleepers: Sleepers) -> None:
    child = sleepers.start()
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.05)
    child.terminate()
    assert child.wait(10) == -signal.SIGTERM
    child.kill()
    assert child.poll() == -signal.SIGTERM


def test_a_child_killed_before_it_read_its_order_is_told_as_any_other(sleepers: Sleepers) -> None:
    for _ in range(20):
        child = sleepers.start()
        child.kill()
        assert child.wait(10) == -signal.SIGKILL


def test_killing_the_template_does_not_harm_the_living(sleepers: Sleepers) -> None:
    child = sleepers.start()
    os.kill(sleepers.keeper.pid, signal.SIGKILL)
    time.sleep(0.2)
    assert child.poll() is None
    child.kill()
    assert child.wait(10) == UNKNOWN_STATUS


def test_another_template_comes_by_itself(sleepers: Sleepers) -> None:
    sleepers.start().kill()
    former = sleepers.keeper.pid
    os.kill(former, signal.SIGKILL)
    child = sleepers.start()
    assert child.poll() is None
    assert sleepers.keeper.pid not in (0, former)
    child.kill()


def test_closing_the_keeper_ends_the_template_and_spares_the_children(sleepers: Sleepers) -> None:
    child = sleepers.start()
    template = sleepers.keeper.pid
    sleepers.keeper.close()
    assert not alive(template)
    assert child.poll() is None
    child.kill()


def test_a_template_that_always_dies_is_given_up(tmp_path: Path) -> None:
    keeper = Keeper(["quartiers.no_such_module"])
    with open(os.devnull, "r+b") as null:
        for _ in range(module.RESTARTS + 1):
            with pytest.raises(NoTemplate):
                keeper.fork(Order("os:getpid"), [null.fileno()] * 3)
        with pytest.raises(NoTemplate, match="died"):
            keeper.ensure()
    keeper.close()


def test_a_leashed_child_ends_with_its_requester(tmp_path: Path) -> None:
    (tmp_path / "sleeper.py").write_text("import time\ndef main():\n    time.sleep(60)\n")
    code = f"""
import os, signal, sys
from pathlib import Path
from quartiers.kernels.template.keeper import Keeper
from quartiers.kernels.template.order import Order
keeper = Keeper([])
null = os.open(os.devnull, os.O_RDWR)
for leash in (signal.SIGKILL, 0):
    order = Order("sleeper:main", environment={{"PYTHONPATH": {str(tmp_path)!r}}}, leash=leash)
    child = keeper.fork(order, [null] * 3)
    print(child.pid, flush=True)
import time
time.sleep(0.5)
os._exit(0)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    leashed, free = map(int, run.stdout.split())
    limit = time.monotonic() + 10
    while alive(leashed) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not alive(leashed)
    assert alive(free)
    os.kill(free, signal.SIGKILL)


def test_other_processes_of_the_account_come_by_the_door(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    keeper = Keeper([], listen=tmp_path / "door")
    keeper.ensure()
    limit = time.monotonic() + 20
    while not (tmp_path / "door").exists() and time.monotonic() < limit:
        time.sleep(0.02)
    time.sleep(0.1)
    with open(os.devnull, "r+b") as null:
        child = Door(tmp_path / "door").fork(Order("os:getpgrp"), [null.fileno()] * 3)
    assert child.wait(10) == 0 or child.returncode is not None
    keeper.close()


def test_a_door_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoTemplate, match="nowhere"):
        Door(tmp_path / "nowhere").fork(Order("os:getpid"), [0, 1, 2])


def test_a_door_in_a_folder_open_to_others_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(PermissionError, match="open to others"):
        listen(tmp_path / "door")


def test_a_template_with_threads_refuses_to_work() -> None:
    import threading

    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with pytest.raises(NotAlone):
            refuse_threads()
    finally:
        done.set()
        thread.join()


def test_no_secret_goes_into_the_template() -> None:
    found = bare_environment({"CONFIGPROXY_AUTH_TOKEN": "x", "HOME": "/root", "LANG": "C"})
    assert "CONFIGPROXY_AUTH_TOKEN" not in found
    assert found["HOME"] == "/"
    assert found["LANG"] == "C"


ASKER = """
from pathlib import Path
from quartiers.kernels.template.bell import Bell
from quartiers.kernels.template.child import handed
from quartiers.kernels.template.order import Order
import os, sys

def main():
    order = Order("os:getppid", environment={"PYTHONPATH": sys.argv[1]})
    child = Bell(handed()).fork(order, [0, 1, 2])
    child.wait(20)
    print(Path(f"/proc/{os.getppid()}/comm").exists(), child.pid != os.getpid(), flush=True)
"""


def test_a_child_that_got_the_bell_can_ask_for_children_too(tmp_path: Path) -> None:
    (tmp_path / "asker.py").write_text(ASKER)
    keeper = Keeper([])
    order = Order("asker:main", (str(tmp_path),), {"PYTHONPATH": str(tmp_path)})
    with (tmp_path / "said").open("w+b") as said:
        child = keeper.fork(order, [said.fileno()] * 3, hand_over=True)
        assert child.wait(30) == 0
    assert (tmp_path / "said").read_text() == "True True\n"
    keeper.close()


def test_a_keeper_with_the_bell_of_another_starts_its_own_when_that_one_is_gone(
    tmp_path: Path,
) -> None:
    owner = Keeper([])
    heir = Sleepers(Keeper([], bell=owner.ensure()), tmp_path)
    (tmp_path / "sleeper.py").write_text("import time\ndef main():\n    time.sleep(60)\n")
    first = heir.start()
    assert heir.keeper.pid == 0
    os.kill(owner.pid, signal.SIGKILL)
    second = heir.start()
    assert heir.keeper.pid != 0
    assert first.poll() is None
    for child in (first, second):
        child.kill()
    owner.close()
    heir.keeper.close()
