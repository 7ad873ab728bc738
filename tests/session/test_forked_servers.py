"""Servers and kernels of a real house come from its warm process, and no learner can reach it."""

from __future__ import annotations

import os
import signal
import time
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
    """The warm process of this house."""
    children = psutil.Process(house.hub_pid()).children()
    return next(child for child in children if "quartiers.kernels.template" in child.cmdline())


def servers_of(house: Any) -> list[psutil.Process]:
    """The servers that it forked."""
    return template_of(house).children()


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
    assert fox.run(kernel, code).split() == ["PermissionError"] * 5
    assert template_of(house).pid == pid


def test_a_kernel_that_ends_is_reaped(house: Any, fox: Any) -> None:
    other = fox.start_kernel()
    pid = int(fox.run(other, "import os; print(os.getpid())"))
    token = fox.http.cookies.get("_xsrf", path=f"/user/{fox.name}/") or ""
    where = house.url + fox.api(f"api/kernels/{other}")
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
