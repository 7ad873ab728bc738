"""Which process is which: a pid alone lies after a reboot, and learners may leave some behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import psutil

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
START_TICKS = 19  # field 22 of /proc/PID/stat, counted after the name, which may hold spaces

# As the learner, "-1" is every process of the learner and nobody else's: nothing can fork away.
KILL_ALL_OF = (
    "import os, sys; uid = int(sys.argv[1]); os.setgroups([]); os.setresgid(uid, uid, uid);"
    "os.setresuid(uid, uid, uid); os.kill(-1, 9)"
)


def birth(pid: int) -> str:
    """What no other process has, before or after a reboot; empty when there is none.

    Made of the boot's id and the kernel's own ticks: the clock on the wall may be put right.
    """
    fields = _stat(pid)
    return f"{BOOT_ID.read_text().strip()}:{fields[START_TICKS]}" if fields else ""


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def is_still(pid: int, born: str) -> bool:
    """True when `pid` is alive and is the process of this `birth`."""
    return bool(born) and birth(pid) == born


def signal_still(pid: int, born: str, number: int) -> bool:
    """Send a signal to the process of this birth, and to no other that would have its number.

    False when it is gone. The handle is taken before the look: it is the one that was looked at.
    """
    try:
        handle = os.pidfd_open(pid)
    except (OSError, ValueError, OverflowError):
        return False
    try:
        if not is_still(pid, born):
            return False
        signal.pidfd_send_signal(handle, number)
        return True
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)


def wait_gone(pid: int, born: str, seconds: float) -> None:
    """Come back when the process of this birth has ended, or after `seconds`."""
    limit = time.monotonic() + seconds
    while is_still(pid, born) and not is_zombie(pid) and time.monotonic() < limit:
        time.sleep(0.05)


def is_zombie(pid: int) -> bool:
    """Whether it has ended and only waits for its parent."""
    return _stat(pid)[:1] == ["Z"]


def descendants(pid: int) -> list[psutil.Process]:
    """The living children, grandchildren… of a process."""
    try:
        found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
    return found


def kill_survivors(processes: list[psutil.Process]) -> None:
    """Kill those still alive; psutil sees to it that a reused pid is left alone."""
    for process in processes:
        try:
            process.kill()
        except psutil.Error:
            continue


async def kill_all_of(uid: int) -> None:
    """End every process of a learner's own uid, at once and without a race. Root only."""
    if uid < 1000:
        raise ValueError(f"{uid} is not the uid of a learner")
    arguments = (sys.executable, "-I", "-S", "-c", KILL_ALL_OF, str(uid))
    killer = await asyncio.create_subprocess_exec(*arguments, stderr=asyncio.subprocess.DEVNULL)
    await killer.wait()


def kill_group(pid: int) -> None:
    """Kill a process and its group; nothing happens when it is gone."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
