"""Does a piece of work in a process of its own: the memory it took goes away with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

from quartiers.kernels.template import fresh
from quartiers.settings import SettingsError
from quartiers.troubles import sentence_of

DONE, REFUSED, BROKEN, INTERRUPTED = 0, 2, 1, 130
NO_WORD = (
    "La préparation s'est arrêtée sans un mot (code {code}). Rien n'est perdu. "
    "Relancez-moi ; si cela continue, regardez si la mémoire de cette machine suffit."
)


class BrokenAside(SettingsError):
    """The work ended on something unforeseen: the sentence names the file with its traceback."""


def aside(work: Callable[[], None]) -> None:
    """Wait for `work`, done by a child; this process must have one thread.

    Raises what the work raised: SettingsError with its sentence (that of a full disk too),
    KeyboardInterrupt; BrokenAside for anything else.
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
        raise BrokenAside(sentence or NO_WORD.format(code=code))


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
    except OSError as reason:
        os.write(writing, sentence_of(reason).encode())
        code = REFUSED
    except Exception as reason:
        os.write(writing, sentence_of(reason).encode())
    finally:
        fresh.end(code)
        os._exit(BROKEN)
