"""From a fork of the warm process to the program that was asked for."""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from typing import NoReturn

from quartiers.kernels.contain import contained_environment, enter
from quartiers.kernels.template import fresh
from quartiers.kernels.template.order import STANDARD_FILES, Order, receive_order
from quartiers.kernels.template.parent import peer

PATIENCE = 20.0  # seconds for an order to come after the fork

_handed: list[int] = []


def become(channel: socket.socket) -> NoReturn:
    """Read the order, be that program, and end with it. Never comes back into the parent's code."""
    code = 1
    try:
        os.setsid()
        fresh.reset_signals()
        code = _run(prepare(channel))
    except SystemExit as reason:
        code = fresh.exit_code(reason)
    except BaseException:
        traceback.print_exc()
    finally:
        fresh.end(code)
        os._exit(1)


def prepare(channel: socket.socket) -> Callable[[], object]:
    """Take the identity, the place and the walls of the order; the program's main function."""
    channel.settimeout(PATIENCE)
    order, files = receive_order(channel)
    refuse_nobody(channel)
    requester = peer(channel)[0]
    channel.close()
    fresh.lay_files(files)
    last = len(files) - 1
    _handed[:] = range(STANDARD_FILES, last + 1)
    _take_place(order, last)
    if order.leash:
        end_with(requester, order.leash)
    fresh.reseed()
    fresh.count_memory_again()
    sys.argv = [order.program, *order.arguments]
    return main_function(order.program)


def refuse_nobody(channel: socket.socket) -> None:
    """SystemExit when the requester has lost patience: it has gone the plain way, we would be two.

    It says nothing after its order, so what can be read is the end.
    """
    if select.select([channel], [], [], 0)[0]:
        raise SystemExit("The process that asked for this one did not wait for it.")


def main_function(program: str) -> Callable[[], object]:
    """Find `module:function`."""
    module, name = program.split(":")
    found: Callable[[], object] = getattr(importlib.import_module(module), name)
    return found


def handed() -> socket.socket | None:
    """The socket that came with the order, after the standard files; given once, None without."""
    return socket.socket(fileno=_handed.pop()) if _handed else None


def end_with(pid: int, number: int = signal.SIGKILL) -> None:
    """Send this signal to this process when that one dies; works for any, parent or not."""
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        raise SystemExit(1) from None
    threading.Thread(target=_end_after, args=(handle, number), name="leash", daemon=True).start()


def _end_after(handle: int, number: int) -> None:
    watched = select.poll()
    watched.register(handle, select.POLLIN)
    while not watched.poll():
        pass
    with contextlib.suppress(OSError):
        os.write(2, b"The process that asked for this one has ended: so do we.\n")
    os.kill(os.getpid(), number)


def _take_place(order: Order, last_file: int) -> None:
    walls = order.walls
    os.chdir(order.folder)
    if walls is None:
        fresh.replace_environment(order.environment)
        return
    fresh.replace_environment(contained_environment(order.environment, walls))
    enter(walls, os.getppid(), kept=last_file)


def _run(main: Callable[[], object]) -> int:
    answer = main()
    return answer if isinstance(answer, int) else 0
