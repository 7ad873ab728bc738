"""A nursery: a warm process whose forks judge submissions, one submission at a time.

Each fork takes its walls before anything else, then listens to the judge that ordered it.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from quartiers.grading.processes import ENDED, adopt_orphans, cpu_seconds, end_all, snapshot
from quartiers.grading.workspace import Workspace
from quartiers.kernels.contain import contained_environment, enter
from quartiers.kernels.template import fresh

LARGEST_ORDER = 200_000
CHANNEL = 3
PATIENCE = 200
PR_SET_DUMPABLE = 4


def serve(orders: socket.socket, shell: Any, alone: bool) -> None:
    """Fork, tell, signal and end on demand until the judge is gone.

    `alone`: this is the first process of its namespace, and all others in it are our doing.
    """
    if not alone:
        adopt_orphans()  # what a learner's code leaves behind comes to us, and is ended
    orders.send(b"ready")
    alive: set[int] = set()
    while True:
        packet, files, _, _ = socket.recv_fds(orders, LARGEST_ORDER, 1)
        if not packet:
            return
        match json.loads(packet):
            case {"role": _} as order:
                answer = str(_born(order, files[0], orders, shell))
                alive.add(int(answer))
            case {"used": int(pid), "uid": uid}:
                answer = repr(cpu_seconds(pid, uid))
            case {"signal": int(number), "pid": int(pid)}:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, number)
                answer = "sent"
            case {"end": list(doomed)}:
                alive -= {pid for pid, _ in doomed}
                _end(doomed, alive, alone)
                answer = "ended"
        orders.send(answer.encode())


def _born(order: dict[str, Any], channel: int, orders: socket.socket, shell: Any) -> int:
    pid = os.fork()
    if pid == 0:
        orders.close()
        _become(order, channel, shell)
    os.close(channel)
    return pid


def _become(order: dict[str, Any], channel: int, shell: Any) -> NoReturn:
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # the only one changed since
        _lay_files(channel)
        walls = Workspace(Path(order["folder"]), order["uid"]).walls
        fresh.replace_environment(contained_environment(os.environ, walls))
        enter(walls, os.getppid(), kept=CHANNEL)
        if order["role"] == "runner" and walls.uid is not None:
            _show_in_proc()
        fresh.reseed()
        fresh.count_memory_again()
        sys.path.insert(0, "")  # as a kernel does: files beside the notebook can be imported
        _serve(order["role"], socket.socket(fileno=CHANNEL), shell)
    finally:
        os._exit(1)


def _show_in_proc() -> None:
    """A change of uid hides a process's owner: show it, so that its CPU time can be counted."""
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


def _lay_files(channel: int) -> None:
    """Nothing to read, nowhere to write, and the judge."""
    nothing = os.open(os.devnull, os.O_RDWR)
    if channel != CHANNEL:
        os.dup2(channel, CHANNEL)
    for number in range(3):
        os.dup2(nothing, number)
    os.set_inheritable(CHANNEL, False)


def _serve(role: str, channel: socket.socket, shell: Any) -> None:
    from quartiers.grading.judge.checker import Checker
    from quartiers.grading.judge.runner import Runner

    player = Checker(channel, shell) if role == "checker" else Runner(channel, shell)
    player.serve()


def _end(doomed: Sequence[tuple[int, int | None]], alive: set[int], alone: bool) -> None:
    """End forks (each with its throw-away uid, if any) and all that they started."""
    if alone and not alive:
        _end_all_others()
        return
    for pid, uid in doomed:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
        if uid is not None:
            _end_everything_of(uid)
        else:
            end_all(pid, None, alive)
    _reap()


def _end_all_others() -> None:
    """End every process of the namespace but us: orphans are our children, so none is missed."""
    while True:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _end_everything_of(uid: int) -> None:
    """One system call as that identity reaches all its processes at once: none can flee."""
    for _ in range(PATIENCE):
        helper = os.fork()
        if helper == 0:
            try:
                os.setresuid(uid, uid, uid)
                os.kill(-1, signal.SIGKILL)
            finally:
                os._exit(0)
        os.waitpid(helper, 0)
        _reap()  # what its parent abandoned is our child
        if not any(one.uid == uid and one.state not in ENDED for one in snapshot()):
            return
        time.sleep(0.005)


def _reap() -> None:
    """Let ended forks go."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
