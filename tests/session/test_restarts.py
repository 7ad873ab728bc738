"""The house closes without leaving anything behind, and finds everything again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from quartiers.hub.ports import is_free
from quartiers.sessions import Seance, Store

OWN_HOUSE = True  # its programs are ended here

pytestmark = pytest.mark.usefixtures("fox")


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Come back when `true()`; AssertionError when it takes longer."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.1)


def wait_for_page(browser: Any, path: str) -> None:
    """Come back when this page is served; AssertionError, with what came instead, after 60 s."""
    limit = time.monotonic() + 60
    while (status := browser.status(path)) != 200:
        assert time.monotonic() < limit, f"{status} {path}\n{browser.house.log()[-6000:]}"
        time.sleep(0.1)


def processes_of(house: Any) -> list[str]:
    """The command lines of all that runs for this house: its own and its learners'."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ", "status"]):
        environment = process.info["environ"] or {}
        words = " ".join(process.info["cmdline"] or [])
        mine = str(house.settings.data) in (environment.get("QUARTIERS_DATA"), words)
        theirs = str(house.settings.homes) in environment.get("HOME", "")
        # a forked process still shows the environment of the warm process
        forked = writes_into(house.settings.logs, process.pid)
        if (mine or theirs or forked) and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(words)
    return found


def writes_into(folder: Path, pid: int) -> bool:
    """Whether a process has its standard error in a file of this folder."""
    try:
        return Path(os.readlink(f"/proc/{pid}/fd/2")).is_relative_to(folder)
    except OSError:
        return False


def test_a_killed_hub_comes_back_and_the_learner_loses_nothing(house: Any, fox: Any) -> None:
    kernel = fox.start_kernel()
    fox.run(kernel, "gardé = 'toujours là'")
    killed = house.hub_pid()
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: house.hub_pid() != killed)
    wait_for_page(fox, fox.api("api/kernels"))
    assert fox.run(kernel, "print(gardé)") == "toujours là\n"


def test_the_room_answers_again_after_that(house: Any, fox: Any) -> None:
    wait_for_page(fox, "/services/salle/lecons")


def test_closing_leaves_no_process_no_port_and_the_work_on_disk(house: Any, fox: Any) -> None:
    kernel = fox.start_kernel()
    fox.run(kernel, "open('oeuvre.txt', 'w').write('mon travail')")
    fox.run(kernel, "import subprocess; subprocess.Popen(['sleep', '900'])")
    assert processes_of(house)
    assert house.close(signal.SIGINT) == 0
    assert "Tout le travail est gardé" in house.said
    assert processes_of(house) == []
    assert is_free(house.settings.port, "0.0.0.0")
    assert (house.settings.home(fox.name) / "oeuvre.txt").read_text() == "mon travail"


def test_opening_again_finds_everything_as_it_was(house: Any, fox: Any, seance: Seance) -> None:
    house.open()
    fox.start_server()
    kernel = fox.start_kernel()
    assert fox.run(kernel, "print(open('oeuvre.txt').read())") == "mon travail\n"


def test_a_house_killed_outright_takes_its_programs_with_it(house: Any, fox: Any) -> None:
    assert processes_of(house)
    house.process.kill()
    house.process.wait()
    wait_until(lambda: processes_of(house) == [])


def test_it_opens_again_after_that_too(house: Any, fox: Any) -> None:
    house.open()
    assert fox.start_server() > 0


def test_a_house_and_hub_killed_together_leave_servers_that_the_next_one_takes_back(
    house: Any, fox: Any
) -> None:
    kernel = fox.start_kernel()
    fox.run(kernel, "gardé = 'encore là'")
    # both at once: the house first would have let the Hub close in order
    hub = house.hub_pid()
    os.kill(hub, signal.SIGSTOP)
    house.process.kill()
    os.kill(hub, signal.SIGKILL)
    house.process.wait()
    house.open()
    wait_for_page(fox, fox.api("api/kernels"))
    assert fox.run(kernel, "print(gardé)") == "encore là\n"


def test_a_second_house_on_the_same_data_is_refused(house: Any) -> None:
    second = house.start()
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 2
    assert "déjà ouverte" in said
    assert str(house.process.pid) in said


def test_temporary_folders_go_with_the_servers(house: Any, fox: Any, store: Store) -> None:
    learner = store.learners.get(fox.name)
    assert learner is not None
    kernel = fox.start_kernel()
    tmp = Path(fox.run(kernel, "import os; print(os.environ['TMPDIR'])").strip())
    assert tmp.is_dir()
    assert house.close(signal.SIGTERM) == 0
    assert not tmp.exists()
