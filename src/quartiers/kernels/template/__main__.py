"""`python -m quartiers.kernels.template --bell FD --warm MODULE…`: import once, then fork."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from quartiers.kernels.template.child import become
from quartiers.kernels.template.gathering import gather_names
from quartiers.kernels.template.laying import lay_memory
from quartiers.kernels.template.learned import read_learned
from quartiers.kernels.template.parent import Parent

PRIVATE = 0o077


class NotAlone(RuntimeError):
    """Something that was warmed up has started a thread."""


def main(arguments: Sequence[str]) -> int:
    """Warm up, then fork until the bell closes; does not come back in the children."""
    parser = argparse.ArgumentParser(prog="template", allow_abbrev=False)
    parser.add_argument("--bell", type=int, required=True)
    parser.add_argument("--warm", action="append", default=[])
    parser.add_argument("--listen", type=Path)
    found = parser.parse_args(arguments)
    forget_starting_folder()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for those who asked
    bell = socket.socket(fileno=found.bell)
    listener = listen(found.listen) if found.listen else None
    warm_up(found.warm)
    channel = Parent(bell, listener).serve()
    if channel is not None:
        become(channel)
    return 0


def forget_starting_folder() -> None:
    """Drop what `python -m` puts first in the path; `-P` would show in every child's flags."""
    if not sys.flags.safe_path and sys.path[0] in ("", os.getcwd()):
        del sys.path[0]


def warm_up(modules: Sequence[str]) -> None:
    """Import, rehearse, then put all that is there out of the garbage collector's reach."""
    gc.disable()
    learned = read_learned()
    gather_names(learned.names)
    for name in modules:
        importlib.import_module(name).warm()
    refuse_threads()
    lay_memory(learned)


def refuse_threads() -> None:
    """NotAlone when this process has more than one thread, Python's or not."""
    threads = os.listdir("/proc/self/task") if os.path.isdir("/proc/self/task") else []
    if len(threads) > 1 or threading.active_count() > 1:
        raise NotAlone(f"{len(threads)} threads, of which {threading.enumerate()}")


def listen(path: Path) -> socket.socket:
    """A listening socket that only this account can reach; its folder must be private too."""
    if path.parent.stat().st_mode & PRIVATE:
        raise PermissionError(f"{path.parent} is open to others")
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    former = os.umask(PRIVATE)
    try:
        listener.bind(os.fspath(path))
    finally:
        os.umask(former)
    listener.listen(128)
    return listener


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
