"""The proxy as the Hub keeps it alive: its death is seen at once, and only ours is ever ended."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path

from jupyterhub.proxy import ConfigurableHTTPProxy
from traitlets import Instance

from quartiers.durable import write_whole
from quartiers.hub import processes

LOOK_EVERY = 1  # second
GRACE = 2.0  # seconds a proxy has to leave its ports once asked


class HouseProxy(ConfigurableHTTPProxy):
    """Whatever command starts it, this is how it is watched, mended and recognized."""

    mending = Instance(asyncio.Lock, (), help="One guard at a time starts a new proxy.")

    def _check_previous_process(self) -> None:
        """End the proxy that a Hub killed outright has left, if it is that one.

        JupyterHub trusts the number alone: after a power cut it is somebody else's, and root
        would end an innocent.
        """
        pid, born = read_note(Path(self.pid_file))
        if processes.is_still(pid, born):
            self.log.warning("the proxy of before still runs (%s): it is ended", pid)
            end(pid, born)
        self._remove_process_files()

    def _write_pid_file(self) -> None:
        """Note which process it is, not only its number."""
        pid = self.proxy_process.pid
        write_whole(Path(self.pid_file), json.dumps([pid, processes.birth(pid)]))

    async def check_running(self) -> None:
        """Start another one when it has died, and give it all the routes.

        JupyterHub adds one more guard each time, and each then ends what another has just
        started: the one that mends goes, and comes back with the new proxy or for another try.
        """
        if self.mending.locked() or self.proxy_process.poll() is None:
            return
        async with self.mending:
            guard = self._check_running_callback
            guard.stop()
            try:
                await super().check_running()
            finally:
                if self._check_running_callback is guard:
                    guard.start()


def read_note(file: Path) -> tuple[int, str]:
    """The pid and the birth written there; (0, "") for anything that does not say both."""
    try:
        pid, born = json.loads(file.read_text(encoding="ascii"))
        return int(pid), str(born)
    except (OSError, ValueError, TypeError):
        return 0, ""


def end(pid: int, born: str) -> None:
    """Ask the process of this birth to end, then see to it."""
    if processes.signal_still(pid, born, signal.SIGTERM):
        processes.wait_gone(pid, born, GRACE)
    if processes.signal_still(pid, born, signal.SIGKILL):
        processes.wait_gone(pid, born, GRACE)
