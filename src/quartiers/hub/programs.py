"""The house's own programs, as a warm process starts them: the Hub, the room, the grader."""

from __future__ import annotations

import sys

HUB = "quartiers.hub.programs:hub"
ROOM = "quartiers.room.__main__:main"
GRADER = "quartiers.grading.worker:main"


def hub() -> None:
    """Be the Hub, with the words of the order."""
    from quartiers.hub.application import House

    sys.argv[0] = "jupyterhub"
    House.launch_instance()


if __name__ == "__main__":
    hub()
