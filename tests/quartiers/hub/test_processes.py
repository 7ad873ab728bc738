"""Telling processes apart, and ending those left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from quartiers.hub import processes


def test_a_running_process_is_still_itself() -> None:
    assert processes.is_still(os.getpid(), processes.birth(os.getpid()))


def test_another_process_with_the_same_pid_is_not() -> None:
    boot, _, ticks = processes.birth(os.getpid()).partition(":")
    assert not processes.is_still(os.getpid(), f"{boot}:{int(ticks) - 1}")
    assert not processes.is_still(os.getpid(), f"another-boot:{ticks}")


def test_parent_and_child_have_two_births() -> None:
    time.sleep(0.05)  # births are counted in ticks of 10 ms
    with subprocess.Popen(["sleep", "60"]) as child:
        births = processes.birth(os.getpid()), processes.birth(child.pid)
        child.kill()
    assert births[0] != births[1]


def test_a_process_that_is_gone_is_not() -> None:
    with subprocess.Popen(["true"]) as gone:
        born = processes.birth(gone.pid)
    assert processes.birth(gone.pid) == ""
    assert not processes.is_still(gone.pid, born)


def test_an_unknown_birth_is_never_trusted() -> None:
    assert not processes.is_still(os.getpid(), "")


def test_a_signal_reaches_the_process_of_this_birth_and_no_other() -> None:
    with subprocess.Popen(["sleep", "60"]) as one:
        born = processes.birth(one.pid)
        assert not processes.signal_still(one.pid, f"{born}0", signal.SIGKILL)
        assert not processes.signal_still(one.pid, "", signal.SIGKILL)
        assert one.poll() is None
        assert processes.signal_still(one.pid, born, 0)
        assert processes.signal_still(one.pid, born, signal.SIGKILL)
        processes.wait_gone(one.pid, born, 10)
        assert processes.is_zombie(one.pid)
    assert not processes.signal_still(one.pid, born, signal.SIGKILL)


@pytest.mark.parametrize("pid", [0, -1, 2**40])
def test_what_is_no_process_gets_no_signal(pid: int) -> None:
    assert not processes.signal_still(pid, "boot:1", signal.SIGKILL)


def test_grandchildren_are_found_and_ended() -> None:
    code = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        grandchild = int(parent.stdout.readline())
        found = processes.descendants(parent.pid)
        assert grandchild in {process.pid for process in found}
        processes.kill_survivors(found)
    gone, alive = psutil.wait_procs(found, timeout=20)
    assert (len(gone), alive) == (1, [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root acts for other accounts")
def test_all_that_a_learner_left_running_ends_and_nothing_else() -> None:
    uid, other = 210_011, 210_012
    mine = [subprocess.Popen(["sleep", "600"], user=uid, cwd="/") for _ in range(3)]
    neighbour = subprocess.Popen(["sleep", "600"], user=other, cwd="/")
    asyncio.run(processes.kill_all_of(uid))
    assert [process.wait() for process in mine] == [-9, -9, -9]
    assert neighbour.poll() is None
    neighbour.kill()
    neighbour.wait()


@pytest.mark.parametrize("uid", [0, 1, 999])
def test_the_systems_own_accounts_are_out_of_reach(uid: int) -> None:
    with pytest.raises(ValueError, match="not the uid of a learner"):
        asyncio.run(processes.kill_all_of(uid))
