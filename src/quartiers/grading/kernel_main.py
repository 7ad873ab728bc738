"""`python -m quartiers.grading.kernel_main -f FILE`: an ipykernel that opens no internet socket.

Behind the walls `socket(AF_INET)` is refused, and ZeroMQ ends the process when that happens; the
one such socket of ipykernel carries the output of forked Python children, which we do without.
"""

from __future__ import annotations

import contextlib
import sys

from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread


class OfflineIOPubThread(IOPubThread):
    """Output over the kernel's own Unix socket only."""

    def _setup_pipe_in(self) -> None:
        self._pipe_flag = False


def warm() -> None:
    """Import what every lesson imports while nobody waits; hooks are left to the lesson itself."""
    for name in ("numpy", "PIL.Image", "PIL.ImageDraw", "PIL.ImageFont", "av", "ipywidgets"):
        with contextlib.suppress(ImportError):
            __import__(name)


def main() -> None:
    """Warm up, then serve until killed."""
    warm()
    vars(kernelapp)["IOPubThread"] = OfflineIOPubThread
    sys.path.insert(0, "")  # as a plain kernel does: files of the working folder can be imported
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
