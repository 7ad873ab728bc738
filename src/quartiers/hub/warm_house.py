"""The house's own programs as those of a warm process: what to import ahead, how the Hub starts."""

from __future__ import annotations

import importlib
import sys

HUB = "quartiers.hub.warm_house:hub"
ROOM = "quartiers.room.__main__:main"
GRADER = "quartiers.grading.worker:main"
MODULES = (
    "jupyterhub.app",
    "quartiers.hub.config",
    "quartiers.room.__main__",
    "quartiers.grading.worker",
    "quartiers.grading.judge.warm",
)


def warm() -> None:
    """Import what the Hub, the room, the grader and the judge import. Nothing is opened."""
    for name in MODULES:
        importlib.import_module(name)


def hub() -> None:
    """Be the Hub, with the words of the order."""
    from jupyterhub.app import JupyterHub

    sys.argv[0] = "jupyterhub"
    JupyterHub.launch_instance()
