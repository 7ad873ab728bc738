"""Does a piece of work in a process of its own: the memory it took goes away with it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

from quartiers.kernels.template import fresh
from quartiers.settings import SettingsError

DONE, REFUSED, BROKEN, INTERRUPTED = 0, 2, 1, 130


class BrokenAside(RuntimeError):
    """The work ended on an unforeseen error, whose traceback it has written."""


def aside(work: Callable[[], None]) -> None:
    """Wait for `work`, done by a child; this process must have one thread.

    Raises what the work raised: SettingsError with its sentence, KeyboardInterrupt; BrokenAside
    for anything else.
    """
    reading, writing = os.pipe()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_the_child(work, writing)
    os.close(writing)
    with open(reading, encoding="utf-8") as sentences:
        sentence = sentences.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code == REFUSED:
        raise SettingsError(sentence)
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    if code != DONE:
        raise BrokenAside(f"the preparation ended with status {code}")


def _be_the_child(work: Callable[[], None], writing: int) -> NoReturn:
    code = BROKEN
    try:
        work()
        code = DONE
    except SettingsError as reason:
        os.write(writing, str(reason).encode())
        code = REFUSED
    except (KeyboardInterrupt, EOFError):
        code = INTERRUPTED
    except BaseException:
        traceback.print_exc()
    finally:
        fresh.end(code)
        os._exit(BROKEN)
