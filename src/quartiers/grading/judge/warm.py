"""`python -m quartiers.grading.judge.warm FD`: the warm process from which nurseries are forked.

It never held a secret: no gradebook, no lesson, no token. Each nursery is the first process of
its own namespaces where the machine offers them, so that all it ever starts ends with it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from typing import Any, NoReturn

from quartiers.grading.judge import nursery
from quartiers.kernels import namespaces, privileges
from quartiers.kernels.template import fresh
from quartiers.kernels.template.child import handed
from quartiers.kernels.template.laying import lay_memory
from quartiers.kernels.template.learned import read_learned

LARGEST_ORDER = 64
LATER = (
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "PIL.PngImagePlugin",
    "atelier.explications.affichage",
    "av",
    "ipywidgets",
    "numpy.fft",
)
"""What lessons and their checks import only when they need it."""


def main() -> None:
    """Warm up, then fork a nursery on demand until the graders are gone."""
    orders = handed() or socket.socket(fileno=int(sys.argv[1]))
    level = namespaces.strongest()  # while there is little to fork
    shell = _warm_shell()
    fresh.reset_signals()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, who lets us go
    while True:
        packet, files, _, _ = socket.recv_fds(orders, LARGEST_ORDER, 1)
        if not packet:
            _wait_for_all()  # their CPU time then counts as ours, and nobody is abandoned
            return
        parent = os.getpid()
        if os.fork() == 0:
            orders.close()
            _settle(level, parent, files[0], shell)
        os.close(files[0])
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _wait_for_all() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _settle(level: namespaces.Level, parent: int, channel: int, shell: Any) -> NoReturn:
    """Become a nursery, behind the walls that its forks will share."""

    def inside() -> None:
        nursery.serve(socket.socket(fileno=channel), shell, alone=level == "all")

    try:
        privileges.die_with_parent(signal.SIGKILL, parent)
        if level == "all":
            namespaces.enter_all(inside)
        else:
            if level == "network":
                namespaces.enter_network()
            inside()
    finally:
        os._exit(1)


def _warm_shell() -> Any:
    """A shell, and all that lessons import, before anybody waits."""
    import atelier  # noqa: F401  first without a shell: each fork plugs it in when its cells do
    from quartiers.grading.judge import checker, runner, shell  # noqa: F401

    gc.disable()  # nothing made here goes away
    _draw_once()
    for name in LATER:
        __import__(name)
    made = shell.new_shell()
    made.run_within("1 + 1")
    made.run_within("display({'text/plain': ''}, raw=True)")
    made.run_within("quoi")
    made.reset(new_session=True)  # type: ignore[no-untyped-call]
    made.execution_count = 1
    lay_memory(read_learned())
    gc.enable()
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


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing to save: to take seven hundred modules apart takes a tenth of a second
