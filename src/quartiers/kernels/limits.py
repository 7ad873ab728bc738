"""How much of the machine one contained process tree may take."""

from __future__ import annotations

import resource
from dataclasses import dataclass

MIB = 1024 * 1024
MANY_FILES = 65_536


@dataclass(frozen=True)
class Limits:
    """Ceilings applied before the learner's code runs; None leaves the machine's own.

    `memory`, `file` in MiB (address space of each process, size of each file written);
    `processes` counts processes and threads of the whole uid; `cpu` in seconds per process.
    The defaults leave a server, two kernels and a film being encoded at ease.
    """

    memory: int | None = 4096
    file: int | None = 256
    processes: int | None = 256
    files: int | None = 2048
    cpu: int | None = None


def wanted(limits: Limits) -> dict[int, int]:
    """The limits as `resource` numbers and values, in bytes or units; core dumps are off."""
    values = {
        resource.RLIMIT_AS: limits.memory and limits.memory * MIB,
        resource.RLIMIT_FSIZE: limits.file and limits.file * MIB,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_CPU: limits.cpu,
    }
    return {resource.RLIMIT_CORE: 0} | {key: value for key, value in values.items() if value}


def apply(limits: Limits) -> None:
    """Lower this process's limits, soft and hard; never above what it already has."""
    for number, value in wanted(limits).items():
        hard = resource.getrlimit(number)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (ceiling, ceiling))


def allow_many_files(most: int = MANY_FILES) -> None:
    """Let this process and its children open as many files as the machine lets us, `most` at most.

    A terminal says 1024, which a single computer of the network takes with connections that wait.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    best = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft != resource.RLIM_INFINITY and soft < best:
        resource.setrlimit(resource.RLIMIT_NOFILE, (best, hard))
