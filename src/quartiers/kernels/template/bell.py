"""The requester's side: ring the bell of a warm process, get a child of it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.order import Order, send_order

PATIENCE = 20.0  # seconds to wait for a child; a template that still warms up takes a few


class NoTemplate(Exception):
    """No warm process answers; the plain way remains."""


class Forker(Protocol):
    """Anything that gives forked processes."""

    def fork(self, order: Order, files: Sequence[int]) -> ForkedProcess:
        """A child that runs `order` with these three standard files; NoTemplate if impossible."""


def channel_pair() -> tuple[socket.socket, socket.socket]:
    """Two ends where packets keep their edges."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class Bell:
    """One end of a socket pair; nobody but the two processes can ever reach it."""

    def __init__(self, end: socket.socket, patience: float = PATIENCE) -> None:
        """`patience`: seconds to wait for a child."""
        self._end = end
        self._patience = patience

    def fork(self, order: Order, files: Sequence[int], *, hand_over: bool = False) -> ForkedProcess:
        """See `Forker`. `hand_over`: the child gets this bell as its fourth file."""
        mine, theirs = channel_pair()
        try:
            with theirs:
                socket.send_fds(self._end, [b"!"], [theirs.fileno()], socket.MSG_NOSIGNAL)
        except OSError as reason:
            mine.close()
            raise NoTemplate(str(reason)) from reason
        shared = [self._end.fileno()] if hand_over else []
        return ask(mine, order, [*files, *shared], self._patience)

    def is_over(self) -> bool:
        """Whether the warm process is gone: it says nothing by itself, so what comes is the end."""
        return bool(select.select([self._end], [], [], 0)[0])

    def close(self) -> None:
        """The warm process ends; its children do not."""
        self._end.close()


class Door:
    """The listening socket of a template that several processes share."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """`path`: in a folder that learners cannot enter."""
        self._path = path
        self._patience = patience

    def fork(self, order: Order, files: Sequence[int]) -> ForkedProcess:
        """See `Forker`."""
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        channel.settimeout(self._patience)
        try:
            channel.connect(os.fspath(self._path))
        except OSError as reason:
            channel.close()
            raise NoTemplate(f"{self._path}: {reason}") from reason
        return ask(channel, order, files, self._patience)


def ask(
    channel: socket.socket, order: Order, files: Sequence[int], patience: float
) -> ForkedProcess:
    """Send the order to the child at the other end and learn who it is."""
    channel.settimeout(patience)
    handles: list[int] = []
    try:
        send_order(channel, order, files)
        packet, handles, _, _ = socket.recv_fds(channel, 256, 1)
        return ForkedProcess(json.loads(packet)["pid"], handles[0], channel)
    except (OSError, ValueError, KeyError, IndexError) as reason:
        channel.close()
        for handle in handles:
            with contextlib.suppress(OSError):
                os.close(handle)
        raise NoTemplate(str(reason) or type(reason).__name__) from reason
