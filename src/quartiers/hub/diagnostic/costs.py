"""What processes cost: their memory and their processor time, read from the system."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1024 * 1024


def pss(pid: int) -> int:
    """The proportional set size in bytes (a page shared by n processes counts for 1/n in each);
    0 when the process is gone, or not ours to look at."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def cpu_seconds(pid: int) -> float:
    """Its own time, and that of its children that have ended; 0 when it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS
    return 0.0


def memory_of(pids: Iterable[int]) -> float:
    """The memory of these processes together, in MiB."""
    return sum(map(pss, pids)) / MIB
