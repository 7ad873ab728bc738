"""The server side of the learner's JupyterLab: one lesson, in French, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter Server which module to load."""
    return [{"module": "quartiers.lab"}]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Tell JupyterLab where the built browser side is."""
    return [{"src": "labextension/quartiers-lab", "dest": "quartiers-lab"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add our routes to the server, with the configuration it was started with."""
    from quartiers.lab.handlers import add_handlers

    add_handlers(server)
