"""`python -m quartiers.grading.judge.nursery FD`: a warm process whose forks judge submissions.

It never held a secret: no gradebook, no lesson, no token. Each fork takes its walls before
anything else, then listens to the judge that ordered it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Collection
from typing import Any, NoReturn

from quartiers.grading.processes import ENDED, adopt_orphans, end_all, snapshot
from quartiers.kernels.contain import contained_environment, enter, parse
from quartiers.kernels.template import fresh

LARGEST_ORDER = 200_000
CHANNEL = 3
PATIENCE = 200
PR_SET_DUMPABLE = 4


def main() -> None:
    """Warm up, then fork on demand until the judge is gone."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    shell = _warm_shell()
    fresh.reset_signals()
    adopt_orphans()  # what a learner's code leaves behind comes to us, and is ended
    orders.send(b"ready")
    alive: set[int] = set()
    while True:
        packet, files, _, _ = socket.recv_fds(orders, LARGEST_ORDER, 1)
        if not packet:
            return
        order = json.loads(packet)
        if "end" in order:
            alive -= set(order["end"])
            _end(order["end"], order["uid"], alive)
            orders.send(b"ended")
            continue
        pid = os.fork()
        if pid == 0:
            orders.close()
            _become(order, files[0], shell)
        os.close(files[0])
        alive.add(pid)
        orders.send(str(pid).encode())


def _warm_shell() -> Any:
    """A shell, and all that lessons import, before anybody waits."""
    import atelier  # noqa: F401  first without a shell: each fork plugs it in when its cells do
    from quartiers.grading.judge import checker, runner, shell  # noqa: F401

    _draw_once()
    for name in ("PIL.ImageDraw", "PIL.ImageFont", "PIL.PngImagePlugin", "av", "ipywidgets"):
        __import__(name)
    made = shell.new_shell()
    made.run_within("1 + 1")
    made.run_within("display({'text/plain': ''}, raw=True)")
    made.run_within("quoi")
    made.reset(new_session=True)  # type: ignore[no-untyped-call]
    made.execution_count = 1
    gc.collect()
    gc.freeze()
    return made


def _draw_once() -> None:
    """Have what drawing, sound and film load lazily loaded here, and not in every fork."""
    import atelier
    from atelier import rendu

    turtle = atelier.Tortue()
    turtle.avance(10)
    works = (turtle, atelier.neon(turtle), atelier.note(440, 0.1), atelier.badge("Nova", "green"))
    for work in works:
        rendu.bundle(work, "Une oeuvre pour chauffer")
    atelier.oeuvres.oublier()


def _become(order: dict[str, Any], channel: int, shell: Any) -> NoReturn:
    try:
        os.setsid()
        fresh.reset_signals()
        _lay_files(channel)
        walls, _ = parse(order["walls"])
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


def _end(pids: Collection[int], uid: int | None, alive: Collection[int]) -> None:
    """End these forks and all that they started; `uid` is the throw-away identity, if any."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    if uid is not None:
        _end_everything_of(uid)
    else:
        for pid in pids:
            end_all(pid, None, alive)
    _reap()


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


if __name__ == "__main__":
    main()
