"""The room and the grader, forked from the warm process by the Hub, which keeps them alive."""

from __future__ import annotations

import signal
from typing import Any

import traitlets
from jupyterhub.services import service

from quartiers.hub import programs
from quartiers.hub.keepers import fork_with_log, shared_keeper
from quartiers.kernels.template.bell import NoTemplate
from quartiers.kernels.template.order import Order
from quartiers.settings import Settings

ROOM, GRADER = "salle", "correcteur"
PROGRAMS = {ROOM: programs.ROOM, GRADER: programs.GRADER}
ASKS_FOR_FORKS = (GRADER,)  # the judge's warm process

stock: Any = service._ServiceSpawner


class ForkedService(stock):
    """What the Hub calls the spawner of a service: ours may come from the warm process."""

    proc = traitlets.Any(None, allow_none=True, help="A Popen, or a ForkedProcess like one.")
    # The Hub has no setting for it: a room that fell would stay away for thirty seconds.
    poll_interval = traitlets.Integer(5, help="Seconds between two looks at whether it runs.")

    def start(self) -> None:
        """Fork the service; start it the plain way when that cannot be."""
        if not self._forked():
            super().start()

    def _forked(self) -> bool:
        keeper = shared_keeper(Settings.from_env().logs)
        program = PROGRAMS.get(self._service_name)
        if keeper is None or program is None:
            return False
        env = self.get_env()
        env.pop("JUPYTERHUB_ACTIVITY_URL", None)  # as the stock one: it is for servers
        order = Order(program, (), env, self.cwd or "/", leash=signal.SIGTERM)
        try:
            self.proc = fork_with_log(
                keeper, order, 2, hand_over=self._service_name in ASKS_FOR_FORKS
            )
        except NoTemplate as reason:
            self.log.warning(
                "no warm process (%s): %s starts the plain way", reason, self._service_name
            )
            return False
        self.pid = self.proc.pid
        return True


def fork_services() -> None:
    """Have the Hub start its services so; it has no setting for that."""
    names: Any = service
    names._ServiceSpawner = ForkedService
