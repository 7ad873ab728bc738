"""What a house costs: the memory and the processor time of a whole family of processes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import psutil

from quartiers.hub.diagnostic.costs import MIB, cpu_seconds, pss


@dataclass(frozen=True)
class Cost:
    """`memory` in MiB (PSS: a page shared by n processes counts for 1/n in each), `cpu` in seconds
    since the first process started, `processes` alive."""

    memory: float
    cpu: float
    processes: int


def cost_of(root: int) -> Cost:
    """The cost of a process and all its descendants."""
    family = [psutil.Process(root), *psutil.Process(root).children(recursive=True)]
    pids = [process.pid for process in family]
    return Cost(sum(map(pss, pids)) / MIB, sum(map(cpu_seconds, pids)), len(pids))


def machine_seconds() -> float:
    """Processor time taken by everything on this machine, waiting left out, all cores together."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - times.guest)


def details(root: int) -> str:
    """Each process of the family: its PSS in MiB, its seconds, its command."""
    family = [psutil.Process(root), *psutil.Process(root).children(recursive=True)]
    lines = []
    for process in family:
        with contextlib.suppress(psutil.Error):
            command = " ".join(process.cmdline()[-4:])[-70:]
            size, seconds = pss(process.pid) / MIB, cpu_seconds(process.pid)
            lines.append(
                f"{size:8.1f} MiB {seconds:7.2f} s  {process.ppid()}→{process.pid} {command}"
            )
    return "\n".join(lines)
