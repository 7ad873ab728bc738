"""A learner's server as a program of a warm process: what to import ahead, and how to start."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import nbformat

from quartiers.hub.plain_server import listen_to
from quartiers.kernels.template import kernel, settling, zygote
from quartiers.kernels.template.child import handed
from quartiers.kernels.template.kernelspec import NAME

PROGRAM = "quartiers.hub.warm_server:main"
# Imported inside functions by the server while it starts or serves its first pages.
MODULES = (
    "jupyterhub.singleuser",
    "jupyterhub.singleuser.extension",
    "jupyter_server.serverapp",
    "jupyter_server.kernelspecs.handlers",
    "jupyter_server.nbconvert.handlers",
    "jupyter_server.services.api.handlers",
    "jupyter_server.services.config.handlers",
    "jupyter_server.services.contents.handlers",
    "jupyter_server.services.events.handlers",
    "jupyter_server.services.kernels.handlers",
    "jupyter_server.services.kernelspecs.handlers",
    "jupyter_server.services.nbconvert.handlers",
    "jupyter_server.services.security.handlers",
    "jupyter_server.services.sessions.handlers",
    "jupyter_server.services.shutdown",
    "jupyter_server.view.handlers",
    "anyio._backends._asyncio",
    "jinja2.ext",
    "jupyterlab.labapp",
    "jupyterlab_server.translations_handler",
    "nbformat.sign",
    "quartiers.lab.config",
    "quartiers.lab.handlers",
    "quartiers.lab.ready_answers",
    "quartiers.kernels.template.provisioner",
)
PROVISIONER = "JUPYTER_DEFAULT_PROVISIONER_NAME"

_forks_kernels = False


def warm() -> None:
    """Import what a server and its kernels import, and rehearse what is compiled at first use."""
    global _forks_kernels
    kernel.warm(debugger=False)  # a tenth of a kernel's memory, for a button that lessons hide
    for name in MODULES:
        importlib.import_module(name)
    rehearse()
    settling.settle()
    write_no_page_for_a_browser()
    _forks_kernels = knows_provisioner()


def rehearse() -> None:
    """Read a notebook and the French words of the page: grammars are compiled, caches are filled.

    All of it is pure: nothing is opened, started, or kept that depends on a person.
    """
    from jupyterlab_server.translation_utils import get_language_packs

    formats: Any = nbformat  # it ships no complete types
    notebook = formats.v4.new_notebook(cells=[formats.v4.new_code_cell("1")])
    formats.validate(formats.reads(formats.writes(notebook), as_version=4))
    get_language_packs()
    importlib.import_module("quartiers.lab.ready_answers").prepare()


def write_no_page_for_a_browser() -> None:
    """The server would write a page for a browser on this machine: ours are elsewhere."""
    from jupyter_server.serverapp import ServerApp

    kind: Any = ServerApp
    kind.write_browser_open_files = lambda self: None


def knows_provisioner() -> bool:
    """Whether this installation has our entry point: without it, kernels start the plain way."""
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    try:
        factory = KernelProvisionerFactory()
        factory._get_provisioner(NAME)
    except RuntimeError:
        return False
    # every server would look through the metadata of 150 packages again
    found = list(factory.provisioners.values())
    factory_class: Any = KernelProvisionerFactory
    factory_class._get_all_provisioners = staticmethod(lambda: found)
    return True


def main() -> None:
    """Start the zygote of this server's kernels, while there is one thread, then be the server."""
    from jupyterhub.singleuser import main as serve

    listener = handed()
    if _forks_kernels:
        zygote.start(without=[listener.fileno()] if listener else ())
        os.environ[PROVISIONER] = NAME
    if listener is not None:
        listen_to(listener)
    sys.argv[0] = "jupyterhub-singleuser"
    serve()
