"""A learner's server as a program of a warm process: what to import ahead, and how to start."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys

from quartiers.kernels.template import kernel, zygote

PROGRAM = "quartiers.hub.warm_server:main"
MODULES = (
    "jupyterhub.singleuser",
    "jupyterhub.singleuser.extension",
    "jupyter_server.serverapp",
    "jupyterlab.labapp",
    "quartiers.lab.handlers",
    "quartiers.lab.config",
    "quartiers.kernels.template.provisioner",
)


def warm() -> None:
    """Import what a server and its kernels import."""
    kernel.warm()
    for name in MODULES:
        importlib.import_module(name)


def main() -> None:
    """Start the zygote of this server's kernels, while there is one thread, then be the server."""
    from jupyterhub.singleuser import main as serve

    zygote.start()
    fork_kernels()
    sys.argv[0] = "jupyterhub-singleuser"
    serve()


def fork_kernels() -> None:
    """Have every kernelspec go through the zygote, where Jupyter knows our provisioner."""
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    from quartiers.kernels.template.kernelspec import NAME

    with contextlib.suppress(RuntimeError):
        KernelProvisionerFactory()._get_provisioner(NAME)
        os.environ[KernelProvisionerFactory.default_provisioner_name_env] = NAME
