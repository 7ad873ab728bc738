"""Servers and kernels of a real house come from its warm process, and no learner can reach it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from quartiers.sessions import Seance

OWN_HOUSE = True  # its programs are ended here

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="own uids need root")


@pytest.fixture(scope="module")
def kernel(fox: Any) -> str:
    """A kernel of the first learner."""
    return str(fox.start_kernel())


def template_of(house: Any) -> psutil.Process:
    """The warm process of this house: the Hub's parent, or its child when that one is gone."""
    hub = psutil.Process(house.hub_pid())
    parent = hub.parent()
    family = [*([parent] if parent else []), *hub.children()]
    return next(one for one in family if "quartiers.kernels.template" in one.cmdline())


def servers_of(house: Any) -> list[psutil.Process]:
    """The learners' servers that it forked, told by their logs."""
    logs = house.settings.logs / "jeunes"
    return [one for one in template_of(house).children() if logs in log_of(one).parents]


def the_houses_own(house: Any) -> list[psutil.Process]:
    """The Hub, the room, the grader and the judge's warm process: those that it forked."""
    logs = {house.settings.logs / "hub.log"}
    return [one for one in template_of(house).children() if log_of(one) in logs]


def log_of(process: psutil.Process) -> Path:
    """Where it writes its errors; nowhere once it has ended."""
    try:
        return Path(os.readlink(f"/proc/{process.pid}/fd/2"))
    except OSError:
        return Path()


def test_the_house_itself_comes_from_the_warm_process(house: Any, fox: Any) -> None:
    own = the_houses_own(house)
    assert house.hub_pid() in [one.pid for one in own]
    assert len(own) == 4
    for process in (template_of(house), *own):
        assert not [name for name in process.environ() if "TOKEN" in name or "QUARTIERS" in name]


def test_a_killed_room_and_a_killed_grader_come_back(house: Any, fox: Any) -> None:
    hub = house.hub_pid()
    killed = [one for one in the_houses_own(house) if one.pid != hub]
    for one in killed:
        one.kill()
    limit = time.monotonic() + 60
    while len(set(the_houses_own(house)) - set(killed)) < 4 and time.monotonic() < limit:
        time.sleep(0.2)
    assert len(set(the_houses_own(house)) - set(killed)) == 4
    assert house.hub_pid() == hub
    while fox.status("/services/salle/lecons") != 200 and time.monotonic() < limit:
        time.sleep(0.2)
    assert fox.status("/services/salle/lecons") == 200


def test_a_server_is_a_child_of_the_warm_process(house: Any, fox: Any) -> None:
    (server,) = servers_of(house)
    # what the system shows to other processes is the template's environment: no token in it
    assert not [name for name in server.environ() if "TOKEN" in name]


def test_a_kernel_is_a_grandchild_of_its_server(house: Any, fox: Any, kernel: str) -> None:
    pid = int(fox.run(kernel, "import os; print(os.getpid())"))
    (server,) = servers_of(house)
    zygote = psutil.Process(pid).parent()
    assert zygote is not None
    assert zygote.parent() == server
    assert not zygote.children(recursive=True)[1:]


@needs_root
def test_all_of_them_run_as_the_learner(house: Any, fox: Any, kernel: str) -> None:
    (server,) = servers_of(house)
    family = [server, *server.children(recursive=True)]
    assert len(family) == 3
    assert len({process.uids() for process in family}) == 1
    assert server.uids().real >= house.settings.uid_base


@needs_root
def test_a_learner_cannot_touch_the_warm_process(house: Any, fox: Any, kernel: str) -> None:
    pid = template_of(house).pid
    code = f"""
def attempt(what):
    try: what()
    except OSError as reason: print(type(reason).__name__)
    else: print('done')
import os, signal
attempt(lambda: os.kill({pid}, signal.SIGKILL))
attempt(lambda: open('/proc/{pid}/mem', 'rb'))
attempt(lambda: open('/proc/{pid}/environ', 'rb').read())
attempt(lambda: os.listdir('/proc/{pid}/fd'))
attempt(lambda: os.open('/proc/{pid}/fd/3', os.O_RDWR))
"""
    killed, *looked = fox.run(kernel, code).split()
    assert killed == "PermissionError"
    assert len(looked) == 4
    assert set(looked) <= {"PermissionError", "FileNotFoundError"}  # not even seen
    assert template_of(house).pid == pid


def test_a_kernel_that_ends_is_reaped(house: Any, fox: Any) -> None:
    other = fox.start_kernel()
    pid = int(fox.run(other, "import os; print(os.getpid())"))
    token = fox.http.cookies.get("_xsrf", path=f"/user/{fox.name}/") or ""
    where = house.workshops + fox.api(f"api/kernels/{other}")
    assert fox.http.delete(where, headers={"X-XSRFToken": token}, timeout=60).status_code == 204
    assert not psutil.pid_exists(pid)


def test_losing_the_warm_process_harms_nobody(
    house: Any, fox: Any, kernel: str, newcomer: Any, seance: Seance
) -> None:
    former = template_of(house).pid
    os.kill(former, signal.SIGKILL)
    assert fox.run(kernel, "print(1)") == "1\n"
    other = newcomer("Castor turquoise", seance)
    other.start_server()
    assert template_of(house).pid != former
    assert other.run(other.start_kernel(), "print(2)") == "2\n"
    assert fox.run(kernel, "print(3)") == "3\n"


def test_a_server_orphaned_by_the_warm_process_can_still_be_stopped(house: Any, fox: Any) -> None:
    token = fox.http.cookies.get("_xsrf", path="/hub/") or ""
    where = f"{house.url}/hub/api/users/{fox.name}/server"
    answer = fox.http.delete(where, headers={"X-XSRFToken": token}, timeout=60)
    assert answer.status_code in (202, 204), answer.text
    limit = time.monotonic() + 30
    while fox.status(fox.api("api/status")) == 200 and time.monotonic() < limit:
        time.sleep(0.2)
    assert fox.status(fox.api("api/status")) != 200
