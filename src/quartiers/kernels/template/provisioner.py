"""`quartiers-forked`: the kernel provisioner that forks, for any Jupyter client.

A kernelspec asks for it in its metadata; the setting JUPYTER_DEFAULT_PROVISIONER_NAME asks for it
in the name of all kernelspecs. What cannot be forked is launched the plain way.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from quartiers.kernels.template import kernel, zygote
from quartiers.kernels.template.bell import Door, Forker, NoTemplate
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.keeper import Keeper, own_environment
from quartiers.kernels.template.kernelspec import NAME as NAME
from quartiers.kernels.template.kernelspec import OWN
from quartiers.kernels.template.order import Order

DOOR = "QUARTIERS_TEMPLATE"
KNOWN = {"env", "cwd", "stdin", "stdout", "stderr", "independent"}
LAUNCHERS = ("ipykernel_launcher", "ipykernel")

log = logging.getLogger(__name__)
_own: dict[int, Keeper] = {}


class ForkedProvisioner(LocalProvisioner):
    """Forks IPython kernels from a warm process; any other kernel starts as usual."""

    template = Unicode(
        "",
        help="The socket of a running template; «own»: one for this process, started at the "
        "first kernel; empty: the zygote of this server, or the template named by "
        "QUARTIERS_TEMPLATE.",
    ).tag(config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork if we can, launch as usual otherwise."""
        process = self._forked(cmd, self._scrub_kwargs(kwargs))
        if process is None:
            info: KernelConnectionInfo = await super().launch_kernel(cmd, **kwargs)
            return info
        self.process = process  # type: ignore[assignment]
        # Its own session, hence its own group. Never ask the system: just after the fork, it
        # would still answer with the group of the warm process.
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    def _forked(self, cmd: Sequence[str], options: Mapping[str, Any]) -> ForkedProcess | None:
        arguments = kernel_arguments(cmd)
        forker = find_forker(self.template)
        if arguments is None or forker is None or not set(options) <= KNOWN:
            return None
        order = kernel_order(arguments, options)
        try:
            with StandardFiles(options) as files:
                process = forker.fork(order, files)
        except (NoTemplate, ValueError) as reason:
            log.warning("no warm process for this kernel (%s): it starts the plain way", reason)
            return None
        process.args = list(cmd)
        return process


class StandardFiles:
    """The three descriptors that `subprocess.Popen` would have given to a kernel."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """ValueError for what only a real child can have, such as pipes."""
        self._wanted = [options.get(name) for name in ("stdin", "stdout", "stderr")]
        if subprocess.PIPE in self._wanted:
            raise ValueError("a forked kernel has no pipe to its requester")
        self._null = -1

    def __enter__(self) -> tuple[int, int, int]:
        """The numbers, valid inside the block."""
        self._null = os.open(os.devnull, os.O_RDWR)
        stdin, stdout, stderr = self._wanted
        out = self._number(stdout, 1)
        err = out if stderr == subprocess.STDOUT else self._number(stderr, 2)
        return self._null if stdin is None else self._number(stdin, self._null), out, err

    def __exit__(self, *_: object) -> None:
        """Close what was opened."""
        os.close(self._null)

    def _number(self, wanted: Any, default: int) -> int:
        if wanted is None:
            return default if _is_open(default) else self._null
        if wanted == subprocess.DEVNULL:
            return self._null
        return wanted if isinstance(wanted, int) else int(wanted.fileno())


def kernel_arguments(cmd: Sequence[str]) -> tuple[str, ...] | None:
    """What follows `python -m ipykernel_launcher`, with our own Python; None for anything else."""
    if not cmd or not _is_our_python(cmd[0]):
        return None
    for launcher in LAUNCHERS:
        words = list(cmd[1:])
        if launcher in words and words.index(launcher) and words[words.index(launcher) - 1] == "-m":
            return tuple(words[words.index(launcher) + 1 :])
    return None


def kernel_order(arguments: Sequence[str], options: Mapping[str, Any]) -> Order:
    """The order for a kernel launched with these options of `jupyter_client`."""
    environment = dict(os.environ if options.get("env") is None else options["env"])
    leash = 0 if options.get("independent", False) else signal.SIGKILL
    if leash:
        environment["JPY_PARENT_PID"] = str(os.getpid())
    folder = os.fspath(options.get("cwd") or os.getcwd())
    return Order(kernel.PROGRAM, tuple(arguments), environment, folder, leash=leash)


def find_forker(template: str, environ: Mapping[str, str] = os.environ) -> Forker | None:
    """The warm process that this setting means; None when there is none."""
    if template == OWN:
        return own_keeper()
    path = template or environ.get(DOOR, "")
    return Door(Path(path)) if path else zygote.bell()


def own_keeper() -> Keeper:
    """The template of this process, which ends with it."""
    if os.getpid() not in _own:
        environment = own_environment(os.environ)
        _own[os.getpid()] = Keeper(["quartiers.kernels.template.kernel"], environment=environment)
    return _own[os.getpid()]


def _is_our_python(program: str) -> bool:
    # a virtual environment's python is a link: the folder says which packages it has
    same_folder = os.path.dirname(program) == os.path.dirname(sys.executable)
    return same_folder and os.path.realpath(program) == os.path.realpath(sys.executable)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
