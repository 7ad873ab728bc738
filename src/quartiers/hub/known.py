"""Processes known from a file: a number and a birth, for a number alone is anybody's."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from quartiers.durable import write_whole
from quartiers.hub import processes

GRACE = 2.0  # seconds a process has to leave once asked


def write_note(file: Path, pid: int) -> None:
    """Note which process this is."""
    write_whole(file, json.dumps([pid, processes.birth(pid)]))


def read_note(file: Path) -> tuple[int, str]:
    """The pid and the birth written there; (0, "") for anything that does not say both."""
    try:
        pid, born = json.loads(file.read_text(encoding="ascii"))
        return int(pid), str(born)
    except (OSError, ValueError, TypeError):
        return 0, ""


def lives(file: Path) -> bool:
    """Whether the process noted there runs."""
    pid, born = read_note(file)
    return processes.is_still(pid, born) and not processes.is_zombie(pid)


def wait_for_end(file: Path, seconds: float) -> None:
    """Come back when the process noted there has ended, or after `seconds`."""
    processes.wait_gone(*read_note(file), seconds)


def end(file: Path) -> None:
    """Ask the process noted there to end, then see to it; no other is touched."""
    pid, born = read_note(file)
    for number in (signal.SIGTERM, signal.SIGKILL):
        if processes.signal_still(pid, born, number):
            processes.wait_gone(pid, born, GRACE)
