"""Makes a forked process look like one just started: signals, files, environment, chance."""

from __future__ import annotations

import _signal
import contextlib
import fcntl
import gc
import locale
import logging
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

ABOVE_STANDARD = 10
AS_IN_A_FRESH_PYTHON: dict[int, Any] = {
    _signal.SIGINT: signal.default_int_handler,
    _signal.SIGPIPE: _signal.SIG_IGN,
    _signal.SIGXFSZ: _signal.SIG_IGN,
}


def reset_signals() -> None:
    """The handlers of a Python just started, and no signal held back."""
    signal.set_wakeup_fd(-1)
    # not `signal.signal`, which makes an enumeration member of each number and copies shared pages
    for number in _signal.valid_signals():
        with contextlib.suppress(OSError, ValueError):  # SIGKILL, SIGSTOP, those of libc
            _signal.signal(number, AS_IN_A_FRESH_PYTHON.get(number, _signal.SIG_DFL))
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def lay_files(files: Sequence[int]) -> None:
    """Make these descriptors 0, 1, 2…, whatever numbers they came with, and close them.

    Those that follow the standard ones are not for the programs that this one starts.
    """
    aside = [fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, ABOVE_STANDARD) for number in files]
    for number in files:
        if number > 2:
            os.close(number)
    for wanted, number in enumerate(aside):
        os.dup2(number, wanted, inheritable=wanted <= 2)
        os.close(number)
    for stream, readable in ((sys.__stdout__, False), (sys.__stderr__, True)):
        if stream is not None:
            stream.reconfigure(line_buffering=readable or stream.isatty())


def replace_environment(environment: Mapping[str, str]) -> None:
    """Take this environment and nothing of the old one, with what Python reads of it at start."""
    os.environ.clear()
    os.environ.update(environment)
    sys.dont_write_bytecode = bool(environment.get("PYTHONDONTWRITEBYTECODE"))
    extra = environment.get("PYTHONPATH", "")
    sys.path[:0] = [path for path in extra.split(os.pathsep) if path and path not in sys.path]
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    time.tzset()


def reseed() -> None:
    """Give this process its own chance. Only the seed of `hash(str)` cannot change any more."""
    random.seed()
    tempfile.tempdir = None
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def count_memory_again() -> None:
    """Let the garbage collector run; what was there before the fork stays frozen, and shared."""
    gc.freeze()
    gc.enable()


def end(code: int) -> None:
    """End as Python does, without the tidying up that would copy all the shared memory."""
    import atexit

    with contextlib.suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as at any exit
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()
    with contextlib.suppress(BaseException):
        logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):
            stream.flush()
    os._exit(code)


def exit_code(reason: SystemExit) -> int:
    """The status that Python would give for `sys.exit(…)`; a text is written on stderr."""
    if reason.code is None or isinstance(reason.code, int):
        return (reason.code or 0) & 0xFF
    print(reason.code, file=sys.stderr)
    return 1
