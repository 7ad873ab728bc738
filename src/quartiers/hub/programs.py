"""The house's own programs, as a warm process starts them: the Hub, the room, the grader."""

from __future__ import annotations

import sys

HUB = "quartiers.hub.programs:hub"
ROOM = "quartiers.room.__main__:main"
GRADER = "quartiers.grading.worker:main"


def hub() -> None:
    """Be the Hub, with the words of the order."""
    from jupyterhub.app import JupyterHub

    sys.argv[0] = "jupyterhub"
    JupyterHub.launch_instance()
