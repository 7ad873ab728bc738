"""The IPython kernel as a program of a warm process: what to import ahead, and how to start."""

from __future__ import annotations

import contextlib
import importlib
import sys

from quartiers.kernels.template import zygote
from quartiers.kernels.template.sleeping import dormitory

PROGRAM = "quartiers.kernels.template.kernel:main"
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.inprocess",
    "ipykernel.comm",
    "IPython.core.completerlib",
    "IPython.core.historyapp",
    "IPython.extensions.storemagic",
    "matplotlib_inline.config",
    "jedi",
    "sqlite3",
    "ipywidgets",
    "numpy",
    "numpy.random",
    "PIL.Image",
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "PIL.ImageFilter",
    "PIL.PngImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.GifImagePlugin",
    "av",
)
SLEEPING = {"atelier": "brancher"}
# Not zero, which would print «Ctrl-C will not work», and not a pid: our leash is another one.
NO_PARENT_POLLER = 1


def warm() -> None:
    """Import what every kernel and every lesson imports; what is not installed is no matter."""
    for name in MODULES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for name, wake in SLEEPING.items():
        with contextlib.suppress(ImportError):
            dormitory.put_to_sleep(name, wake)


def main() -> None:
    """Be an IPython kernel, until it is shut down."""
    from ipykernel.kernelapp import IPKernelApp

    zygote.forget()
    sys.argv[0] = "ipykernel_launcher"
    IPKernelApp.launch_instance(parent_handle=NO_PARENT_POLLER)
