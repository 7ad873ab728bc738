"""The IPython kernel as a program of a warm process: what to import ahead, and how to start."""

from __future__ import annotations

import contextlib
import importlib
import sys

from quartiers.kernels.template import zygote
from quartiers.kernels.template.sleeping import dormitory

PROGRAM = "quartiers.kernels.template.kernel:main"
# Those that a kernel imports by itself while it starts, then those of the lessons.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.historyapp",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "comm",
    "encodings.ascii",
    "encodings.latin_1",
    "faulthandler",
    "ipykernel.kernelspec",
    "jedi",
    "matplotlib_inline.config",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "ipywidgets",
    "numpy",
    "numpy.random",
    "PIL.Image",
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "PIL.ImageFilter",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "av",
    "quartiers.kernels.template.lean",
)
SLEEPING = {"atelier": "brancher"}
# Not zero, which would print «Ctrl-C will not work», and not a pid: our leash is another one.
NO_PARENT_POLLER = 1


def warm(*, debugger: bool = True) -> None:
    """Import what every kernel and every lesson imports; what is not installed is no matter.

    Without `debugger`, kernels say that they have none.
    """
    if not debugger:
        do_without("debugpy", "ipykernel.debugger")
    for name in MODULES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for name, wake in SLEEPING.items():
        with contextlib.suppress(ImportError):
            dormitory.put_to_sleep(name, wake)
    with contextlib.suppress(ImportError):
        importlib.import_module("quartiers.kernels.template.settling").settle()


def do_without(absent: str, module: str) -> None:
    """Import `module` as on a machine where `absent` is not installed."""
    if absent in sys.modules:
        return
    sys.modules[absent] = None  # type: ignore[assignment]  # this is how imports are refused
    try:
        importlib.import_module(module)
    finally:
        del sys.modules[absent]


def main() -> None:
    """Be an IPython kernel, until it is shut down."""
    from quartiers.kernels.template.lean import LeanKernelApp

    zygote.forget()
    sys.argv[0] = "ipykernel_launcher"
    LeanKernelApp.launch_instance(parent_handle=NO_PARENT_POLLER, kernel_class=kernel_class())


def kernel_class() -> str:
    """The IPython kernel, or, where there is no debugger, one that shares more memory."""
    from ipykernel import debugger

    if debugger._is_debugpy_available:
        return "ipykernel.ipkernel.IPythonKernel"
    return "quartiers.kernels.template.lean.LeanKernel"
