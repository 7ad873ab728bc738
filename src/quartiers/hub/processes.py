"""Which process is which: a pid alone lies after a reboot, and learners may leave some behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import psutil

CLOCK_TOLERANCE = 2.0  # seconds; the kernel's boot time is rounded and follows clock changes

# As the learner, "-1" is every process of the learner and nobody else's: nothing can fork away.
KILL_ALL_OF = (
    "import os, sys; uid = int(sys.argv[1]); os.setgroups([]); os.setresgid(uid, uid, uid);"
    "os.setresuid(uid, uid, uid); os.kill(-1, 9)"
)


def started_at(pid: int) -> float:
    """When this process started, in seconds since the epoch; 0.0 when there is none."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0


def is_still(pid: int, start: float) -> bool:
    """True when `pid` is alive and is the process that started at `start`."""
    return bool(start) and abs(started_at(pid) - start) < CLOCK_TOLERANCE


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
