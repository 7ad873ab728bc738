"""`python -m quartiers.kernels.leash COMMAND…`: COMMAND ends when the process that started it dies.

So that killing the Hub, even with `kill -9`, leaves no proxy, room or grader behind.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from quartiers.kernels import privileges


def leashed_command(command: Sequence[str]) -> list[str]:
    """The command line that runs `command` on a leash."""
    return [sys.executable, "-m", "quartiers.kernels.leash", *command]


def main(command: Sequence[str]) -> int:
    """Become `command`; SIGTERM will come with the parent's death."""
    privileges.die_with_parent(signal.SIGTERM, os.getppid())
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
