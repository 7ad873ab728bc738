"""The proxy as the Hub keeps it alive: its death is seen at once, and only ours is ever ended."""

from __future__ import annotations

import asyncio
from pathlib import Path

from jupyterhub.proxy import ConfigurableHTTPProxy
from traitlets import Instance

from quartiers.hub import known

LOOK_EVERY = 1  # second


class HouseProxy(ConfigurableHTTPProxy):
    """Whatever command starts it, this is how it is watched, mended and recognized."""

    mending = Instance(asyncio.Lock, (), help="One guard at a time starts a new proxy.")

    def _check_previous_process(self) -> None:
        """End the proxy that a Hub killed outright has left, if it is that one.

        JupyterHub trusts the number alone: after a power cut it is somebody else's, and root
        would end an innocent.
        """
        note = Path(self.pid_file)
        if known.lives(note):
            self.log.warning("the proxy of before still runs: it is ended")
            known.end(note)
        self._remove_process_files()

    def _write_pid_file(self) -> None:
        """Note which process it is, not only its number."""
        known.write_note(Path(self.pid_file), self.proxy_process.pid)

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
