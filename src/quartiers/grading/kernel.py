"""Contained kernels: one throw-away process, folder and identity for each graded notebook."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from traitlets import Instance, default

from quartiers.grading.processes import end_all
from quartiers.grading.workspace import Workspace, new_workspace
from quartiers.kernels.contain import contained_command
from quartiers.settings import Settings

LARGEST_MESSAGE = 16_000_000


class ContainedKernelManager(AsyncKernelManager):
    """A kernel between walls, reached by Unix sockets in its own private folder.

    No port: none can be taken by a neighbour, and no other process of the machine can listen.
    """

    workspace = Instance(Workspace)

    @default("context")
    def _bounded_context(self) -> zmq.asyncio.Context:
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        return context

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """Our kernel's command, wrapped; the kernelspec's own needs internet sockets."""
        kernel = [sys.executable, "-m", "quartiers.grading.kernel_main", "-f", self.connection_file]
        return contained_command(self.workspace.walls, kernel + (extra_arguments or []))

    def write_connection_file(self, **kwargs: Any) -> None:
        """Write it, then let the kernel's uid read it."""
        super().write_connection_file(**kwargs)
        self.workspace.give_away()


@dataclass
class ContainedKernel:
    """A started kernel and its workspace; `close` leaves no process and no file."""

    manager: ContainedKernelManager
    workspace: Workspace
    pid: int

    def is_alive(self) -> bool:
        """Whether the kernel's process runs."""
        return bool(run_sync(self.manager.is_alive)())

    def close(self, spared: tuple[int, ...] = ()) -> None:
        """End everything the kernel started, then forget its folder."""
        end_all(self.pid, self.workspace.uid, spared)
        with contextlib.suppress(RuntimeError, OSError, asyncio.CancelledError):
            run_sync(self.manager.shutdown_kernel)(now=True)
        self.workspace.remove()


def start_kernel(settings: Settings) -> ContainedKernel:
    """Launch a contained kernel; it is still waking up when this returns."""
    workspace = new_workspace(settings)
    manager = ContainedKernelManager(
        kernel_name="python3",
        workspace=workspace,
        transport="ipc",
        ip=str(workspace.link / "s"),
        connection_file=str(workspace.link / "noyau.json"),
    )
    try:
        run_sync(manager.start_kernel)(
            extra_arguments=["--HistoryManager.enabled=False"],
            env=kernel_environment(os.environ),
            cwd=str(workspace.folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except BaseException:
        workspace.remove()
        raise
    return ContainedKernel(manager, workspace, _pid(manager))


def _pid(manager: ContainedKernelManager) -> int:
    return int(getattr(manager.provisioner, "pid", 0))


def kernel_environment(environ: Any) -> dict[str, str]:
    """Nothing of ours but the language and the way to the programs: no token, no settings."""
    kept = {name: environ[name] for name in ("LANG", "LC_ALL", "PYTHONPATH") if name in environ}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONNOUSERSITE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # address space is limited, and arenas reserve it by core
    }


class KernelPool:
    """At most one kernel kept warm, so that a learner does not wait for its start."""

    def __init__(self, settings: Settings) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._warm: ContainedKernel | None = None

    def warm_up(self) -> None:
        """Have the next kernel wake up while there is nothing else to do."""
        if self._warm is None:
            self._warm = start_kernel(self._settings)

    def take(self) -> ContainedKernel:
        """A kernel nobody used."""
        kernel, self._warm = self._warm, None
        if kernel is None:
            return start_kernel(self._settings)
        if not kernel.is_alive():
            kernel.close()
            return start_kernel(self._settings)
        return kernel

    def close_kernel(self, kernel: ContainedKernel) -> None:
        """End a used kernel; the warm one is left in peace."""
        kernel.close(spared=(self._warm.pid,) if self._warm else ())

    def close(self) -> None:
        """End the warm kernel."""
        kernel, self._warm = self._warm, None
        if kernel is not None:
            kernel.close()


_pools: dict[Path, KernelPool] = {}


def shared_pool(settings: Settings) -> KernelPool:
    """The pool of this process: nbgrader builds its preprocessors itself, they meet here."""
    return _pools.setdefault(settings.data, KernelPool(settings))
