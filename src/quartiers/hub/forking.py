"""A spawner that forks its servers from a warm process, and falls back to starting them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import IO

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Any, Instance

from quartiers.hub import warm_server
from quartiers.hub.keepers import fork_with_log
from quartiers.kernels.contain import Walls
from quartiers.kernels.template.bell import NoTemplate
from quartiers.kernels.template.keeper import Keeper
from quartiers.kernels.template.order import Order


class ForkingSpawner(LocalProcessSpawner):
    """LocalProcessSpawner whose process may come from a `Keeper`.

    Set `keeper`, and call `fork_server` first, `LocalProcessSpawner.start` when it gives False.
    """

    proc = Any(None, allow_none=True, help="A Popen, or a ForkedProcess, which looks like one.")
    keeper = Instance(Keeper, allow_none=True, help="The warm process; None starts the plain way.")

    async def fork_server(self, walls: Walls | None, log: IO[bytes], listener: int) -> bool:
        """Fork the server, which takes `listener` over, between `walls`; False when it cannot be
        forked."""
        if self.keeper is None:
            return False
        order = server_order(self.get_env(), self.get_args(), walls)
        try:
            # a template that has just been started takes seconds: the Hub has others to serve
            process = await asyncio.to_thread(
                fork_with_log, self.keeper, order, log.fileno(), listener
            )
        except NoTemplate as reason:
            self.log.warning("no warm process (%s): this server starts the plain way", reason)
            return False
        self.proc, self.pid = process, process.pid
        return True


def server_order(
    environment: Mapping[str, str], arguments: list[str], walls: Walls | None
) -> Order:
    """The order for one learner's server; like all servers, it outlives the Hub."""
    return Order(warm_server.PROGRAM, tuple(arguments), environment, walls=walls)
