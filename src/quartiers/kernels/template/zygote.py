"""A warm process of one's own: made by a server at its start, to fork its kernels.

It lives between the same walls as the server, under the same account, so its children need no
walls of their own and nobody else can be asked for one. It costs a few pages: all is shared.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from quartiers.kernels.template import fresh
from quartiers.kernels.template.bell import Bell, channel_pair
from quartiers.kernels.template.child import become
from quartiers.kernels.template.parent import Parent

_bell: Bell | None = None


def start(without: Iterable[int] = ()) -> Bell:
    """Fork the zygote; to be called before this process has any thread.

    It ends when this process does: its bell closes then. `without`: files of this process that
    neither it nor the kernels get.
    """
    global _bell
    mine, theirs = channel_pair()
    if os.fork() == 0:
        mine.close()
        for number in without:
            os.close(number)
        os.setsid()
        fresh.reset_signals()
        channel = Parent(theirs).serve()
        if channel is not None:
            become(channel)
        os._exit(0)
    theirs.close()
    _bell = Bell(mine)
    return _bell


def bell() -> Bell | None:
    """The bell of this process's own zygote, if it has started one."""
    return _bell


def forget() -> None:
    """For children: the zygote is their parent's, not theirs."""
    global _bell
    _bell = None
