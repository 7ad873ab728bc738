"""Starting a process as a terminal would, whatever `nohup` or a script's `&` made us ignore."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

AT_A_TERMINAL = {
    signal.SIGHUP: signal.SIG_DFL,
    signal.SIGINT: signal.default_int_handler,
    signal.SIGQUIT: signal.SIG_DFL,
}


@contextmanager
def as_at_a_terminal() -> Iterator[None]:
    """What is started within inherits no ignored signal."""
    former = {number: signal.signal(number, how) for number, how in AT_A_TERMINAL.items()}
    try:
        yield
    finally:
        for number, how in former.items():
            signal.signal(number, how)
