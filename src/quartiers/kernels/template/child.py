"""From a fork of the warm process to the program that was asked for."""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from typing import NoReturn

from quartiers.kernels.contain import contained_environment, enter
from quartiers.kernels.template import fresh
from quartiers.kernels.template.order import Order, receive_order
from quartiers.kernels.template.parent import peer

PATIENCE = 20.0  # seconds for an order to come after the fork


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
    requester = peer(channel)[0]
    channel.close()
    fresh.lay_standard_files(files)
    _take_place(order)
    if order.leashed:
        end_with(requester)
    fresh.reseed()
    fresh.count_memory_again()
    sys.argv = [order.program, *order.arguments]
    return main_function(order.program)


def main_function(program: str) -> Callable[[], object]:
    """Find `module:function`."""
    module, name = program.split(":")
    found: Callable[[], object] = getattr(importlib.import_module(module), name)
    return found


def end_with(pid: int) -> None:
    """End this process, at once, when that one dies; works for any process, parent or not."""
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        raise SystemExit(1) from None
    threading.Thread(target=_end_after, args=(handle,), name="leash", daemon=True).start()


def _end_after(handle: int) -> None:
    watched = select.poll()
    watched.register(handle, select.POLLIN)
    while not watched.poll():
        pass
    with contextlib.suppress(OSError):
        os.write(2, b"The process that asked for this one has ended: so do we.\n")
    os._exit(1)


def _take_place(order: Order) -> None:
    walls = order.walls
    os.chdir(order.folder)
    if walls is None:
        fresh.replace_environment(order.environment)
        return
    fresh.replace_environment(contained_environment(order.environment, walls))
    enter(walls, os.getppid())


def _run(main: Callable[[], object]) -> int:
    answer = main()
    return answer if isinstance(answer, int) else 0
