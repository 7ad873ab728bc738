"""Each program of the house killed outright: the house comes back by itself, again and again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psutil
import pytest

from quartiers.hub.supervision import RESTARTS
from quartiers.sessions import Store

OWN_HOUSE = True  # its programs are ended here

pytestmark = pytest.mark.usefixtures("fox")


def wait_for(true: Callable[[], bool], seconds: float = 60) -> float:
    """Seconds until `true()`; AssertionError when it takes longer."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "it did not happen"
        time.sleep(0.1)
    return time.monotonic() - start


def proxy_of(house: Any) -> psutil.Process:
    """The program that listens to browsers."""
    for one in psutil.net_connections("tcp"):
        if one.status == psutil.CONN_LISTEN and one.laddr.port == house.settings.port and one.pid:
            return psutil.Process(one.pid)
    raise LookupError("nobody listens")


def is_served(browser: Any, path: str) -> bool:
    """Whether this page comes; what listens may be a proxy that knows no route yet."""
    return browser.status(path) == 200


def test_a_killed_proxy_is_back_within_seconds_with_all_its_routes(house: Any, fox: Any) -> None:
    """More often than JupyterHub itself bears: each restart of its own adds one more guard, and
    two guards kill what the other has just started."""
    for _ in range(5):
        proxy_of(house).kill()
        wait_for(lambda: not is_served(fox, "/services/salle/lecons"), 5)
        seconds = wait_for(
            lambda: all(
                is_served(fox, path)
                for path in (fox.api("api/kernels"), "/services/salle/lecons", "/hub/health")
            )
        )
        print(f"\nthe proxy was back {seconds:.1f} s after its death")
        assert seconds < 20


def programs_of(house: Any) -> list[psutil.Process]:
    """All that the house runs as itself, but its launcher: the warm process, the Hub, the proxy,
    the room, the grader, the judge; told by where their words go."""
    found = []
    for process in psutil.process_iter(["uids"]):
        ours = process.info["uids"] and process.info["uids"].real == os.geteuid()
        if ours and process.pid != house.process.pid and writes_into(house, process.pid):
            found.append(process)
    return found


def writes_into(house: Any, pid: int) -> bool:
    """Whether a process has its standard error in a log of this house."""
    try:
        return os.readlink(f"/proc/{pid}/fd/2").startswith(f"{house.settings.logs}/")
    except OSError:
        return False


def is_well(browser: Any) -> bool:
    """Whether the room, the Hub and the learner's own server all serve their pages."""
    pages = ("/services/salle/lecons", "/hub/health", browser.api("lab/api/settings"))
    return all(is_served(browser, page) for page in pages)


def hand_in(browser: Any, store: Store) -> str:
    """Hand a lesson in and wait for its stars; the status of the submission."""
    assert browser.status(browser.api("quartiers/open?lesson=P01")) == 200
    answer = browser.post(browser.api("quartiers/submit"), {"lesson": "P01"})
    assert answer.status_code == 202, answer.text

    def status() -> str:
        row = store.submissions.get(answer.json()["submission"])
        return row.status if row else ""

    wait_for(lambda: status() in ("done", "failed"), 120)
    return status()


def test_each_program_killed_in_turn_is_replaced_and_work_is_still_graded(
    house: Any, fox: Any, store: Store
) -> None:
    assert hand_in(fox, store) == "done"
    programs = programs_of(house)
    assert len(programs) >= 5
    for program in programs:
        if program.is_running():
            program.kill()
        seconds = wait_for(lambda: is_well(fox), 90)
        print(f"\nwell again {seconds:.1f} s after the death of {program.pid}")
        assert hand_in(fox, store) == "done"


def test_all_programs_killed_at_once_come_back(house: Any, fox: Any, store: Store) -> None:
    for program in programs_of(house):
        program.kill()
    wait_for(lambda: is_well(fox), 120)
    assert hand_in(fox, store) == "done"


def test_a_house_whose_launcher_is_killed_opens_again_at_once(
    house: Any, fox: Any, store: Store
) -> None:
    house.process.kill()
    house.process.communicate(timeout=30)
    house.open()
    fox.start_server()  # the Hub had the time to close it
    assert hand_in(fox, store) == "done"


def test_a_hub_that_dies_again_and_again_never_closes_the_house(house: Any, fox: Any) -> None:
    for number in range(RESTARTS + 2):
        killed = house.hub_pid()
        os.kill(killed, signal.SIGKILL)
        seconds = wait_for(lambda gone=killed: hub_is_another(house, gone) and is_well(fox), 180)
        print(f"\ndeath {number + 1}: well again after {seconds:.1f} s")
    assert house.process.poll() is None


def hub_is_another(house: Any, gone: int) -> bool:
    """Whether another Hub than this one runs."""
    try:
        return bool(house.hub_pid() != gone)
    except (OSError, ValueError):  # being written
        return False


def test_an_opening_leaves_innocents_alone_and_makes_the_hubs_store_anew(
    house: Any, fox: Any, store: Store
) -> None:
    assert house.close() == 0
    with subprocess.Popen(["sleep", "600"]) as innocent:
        (house.settings.hub_folder / "proxy.pid").write_text(str(innocent.pid))
        house.settings.hub_database.write_bytes(b"\xaa" * 50_000)
        house.open()
        assert innocent.poll() is None
        innocent.kill()
    assert "retrouvent tout" in house.said
    fox.http.cookies.clear()
    fox.enter(store.tickets.issue(fox.name, datetime.now(UTC)))
    fox.start_server()
    assert hand_in(fox, store) == "done"


def test_a_damaged_store_comes_back_from_the_copy_of_the_closing(
    house: Any, fox: Any, store: Store
) -> None:
    store.close()
    assert house.close() == 0
    (house.settings.data / "pixel.db").write_bytes(b"\xaa" * 50_000)
    house.open()
    assert "J'ai remis la copie" in house.said
    assert store.learners.get(fox.name) is not None
    store.close()
    assert house.close() == 0
    shutil.rmtree(house.settings.data / "secours")
    (house.settings.data / "pixel.db").unlink()
    refused = house.start()
    said, _ = refused.communicate(timeout=60)
    assert refused.returncode == 2
    assert "pas de copie" in said
    assert "Traceback" not in said
    assert not (house.settings.data / "pixel.db").exists()
