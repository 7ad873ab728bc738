"""An IPython kernel that leaves the memory of its modules shared with its warm process."""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import zmq
from ipykernel import iostream, ipkernel, kernelapp
from IPython.core import shellapp
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream

from quartiers.kernels.contain import own_ports

stock: Any = ipkernel.IPythonKernel  # untyped
stock_app: Any = kernelapp.IPKernelApp
LOCAL = "tcp://127.0.0.1"
stock_thread: Any = iostream.IOPubThread


class LeanKernel(stock):
    """The stock kernel lists the files of all modules for its debugger, and so writes a count of
    references in each of them: 11 MB copied for a list that nobody reads without a debugger."""

    def __init__(self, **options: Any) -> None:
        """As the stock kernel, over an empty list of modules."""
        with no_modules_seen_by(ipkernel):
            super().__init__(**options)


class LeanKernelApp(stock_app):
    """The stock one copies the names of all modules into a set, for `%reset -s`: 3 MB copied."""

    known: Collection[str] = ()

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """As the stock application, but for the usual command line: a connection file, no more.

        To read two words, it would first list the options of all the classes there are.
        """
        words = sys.argv[1:] if argv is None else list(argv)
        if len(words) != 2 or words[0] != "-f":
            super().parse_command_line(argv)
            return
        self.argv: list[str] = words
        self.extra_args: list[str] = []
        self.cli_config = Config({"IPKernelApp": {"connection_file": words[1]}})
        self.update_config(self.cli_config)

    @classmethod
    def learn_names(cls) -> None:
        """Note, in the warm process, all the modules that are there."""
        cls.known = frozenset(sys.modules)

    def init_iopub(self, context: Any) -> None:
        """As the stock application, with what listens as the other sockets do."""
        ours = self.transport == "ipc" or own_ports() is not None
        vars(kernelapp)["IOPubThread"] = OwnPipeThread if ours else stock_thread
        super().init_iopub(context)

    def init_code(self) -> None:
        """As the stock application; the names known before the fork are not counted again."""
        with no_modules_seen_by(shellapp):
            super().init_code()
        self.shell._sys_modules_keys = NamesOfModules(self.known, names_after(self.known))


class OwnPipeThread(stock_thread):
    """What forked subprocesses print comes by a Unix socket in the kernel's temporary folder, or
    by a port that was given to it. The stock thread listens to any TCP port for that.
    """

    def _setup_pipe_in(self) -> None:
        self._pipe_uuid = os.urandom(16)
        pipe = self.socket.context.socket(zmq.PULL)
        pipe.linger = 0
        ports = own_ports()
        if ports is None:
            name = f"p-{os.getpid()}-{self._pipe_uuid.hex()[:8]}"
            self._pipe_address = f"ipc://{os.path.join(tempfile.gettempdir(), name)}"
            pipe.bind(self._pipe_address)
        else:
            port = pipe.bind_to_random_port(LOCAL, ports.start, ports.stop)
            self._pipe_address = f"{LOCAL}:{port}"
        self._pipe_in = ZMQStream(pipe, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[Any, Any]:
        context = zmq.Context()  # a new one after each fork
        pipe = context.socket(zmq.PUSH)
        pipe.linger = 3000  # milliseconds, as the stock thread
        pipe.connect(self._pipe_address)
        return context, pipe


class NamesOfModules:
    """Two collections of names, of which one is only ever looked into."""

    def __init__(self, before: Collection[str], after: Iterable[str]) -> None:
        """`before` stays shared with the warm process."""
        self._before = before
        self._after = frozenset(after)

    def __contains__(self, name: object) -> bool:
        """Whether a module of this name was there."""
        return name in self._before or name in self._after

    def __rsub__(self, names: set[str]) -> set[str]:
        """Those of `names` that were not there: `%reset -s` forgets these modules."""
        return {name for name in names if name not in self}


def names_after(before: Collection[str]) -> list[str]:
    """The names of the modules imported since, without touching the others: they come last."""
    return list(itertools.islice(reversed(sys.modules), max(0, len(sys.modules) - len(before))))


class NoModules:
    """`sys`, but for its modules."""

    modules: dict[str, ModuleType] = {}  # noqa: RUF012  # it must look like the real one

    def __getattr__(self, name: str) -> Any:
        """Anything else is the real one's."""
        return getattr(sys, name)


@contextmanager
def no_modules_seen_by(module: ModuleType) -> Iterator[None]:
    """In this block, the code of `module` believes that no module is loaded."""
    names = vars(module)
    names["sys"] = NoModules()
    try:
        yield
    finally:
        names["sys"] = sys
