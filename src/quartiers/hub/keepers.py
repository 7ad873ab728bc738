"""The one warm process of the house: the Hub, its services and all servers are forked from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from quartiers.kernels.template.bell import Bell, NoTemplate
from quartiers.kernels.template.child import handed
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.keeper import Keeper
from quartiers.kernels.template.order import Order

SWITCH = "QUARTIERS_FORK"  # 0: everything starts the plain way
LOG_NAME = "gabarit.log"
# What learners' servers import, and no more: the Hub, the room and the grader find most of theirs
# in it and import the rest for themselves. With that rest in the template, each learner cost 4 MB
# more (bench/room.py 30: 2217 MiB instead of 2096).
WARM = ("quartiers.hub.warm_server",)
OURS_ONLY = 0o077
PATIENCE = 60.0  # seconds: on an old machine, the Hub waits for all that to be imported

_keepers: dict[Path, Keeper] = {}


def shared_keeper(logs: Path, environ: Mapping[str, str] = os.environ) -> Keeper | None:
    """The warm process of this house, whose words go into `logs`; None where it is switched off.

    A Hub that was forked from it asks the same one, and starts another when that one is gone.
    """
    if environ.get(SWITCH) == "0":
        return None
    if logs not in _keepers:
        end = handed()
        bell = None if end is None else Bell(end)
        _keepers[logs] = Keeper(
            WARM, log_file=logs / LOG_NAME, umask=OURS_ONLY, patience=PATIENCE, bell=bell
        )
    return _keepers[logs]


def forget_keeper(logs: Path) -> None:
    """End that warm process; nothing happens when there is none."""
    keeper = _keepers.pop(logs, None)
    if keeper is not None:
        keeper.close()


def warm_up(logs: Path) -> None:
    """Have it import everything before anybody waits; never an error."""
    keeper = shared_keeper(logs)
    if keeper is not None:
        try:
            keeper.ensure()
        except NoTemplate:
            return


def fork_with_log(
    keeper: Keeper, order: Order, log: int, *handed: int, hand_over: bool = False
) -> ForkedProcess:
    """Fork with nothing to read and one file for all that is written; `handed`: one more file."""
    null = os.open(os.devnull, os.O_RDONLY)
    try:
        return keeper.fork(order, [null, log, log, *handed], hand_over=hand_over)
    finally:
        os.close(null)
