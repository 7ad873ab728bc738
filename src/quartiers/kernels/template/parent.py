"""The warm process at work: it forks when asked, and tells how its children ended.

It never reads an order: the child does, once forked. So no learner's token is ever in the memory
that the next child inherits.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import struct
import sys
from collections.abc import Callable

PEER = struct.Struct("3i")  # pid, uid, gid: see unix(7), SO_PEERCRED


class Parent:
    """Waits at its doors: a `bell` (connections come through it) and, if any, a `listener`.

    The end of the bell is the end of the parent; its children live on.
    """

    def __init__(self, bell: socket.socket, listener: socket.socket | None = None) -> None:
        """Take over both sockets."""
        self._selector = selectors.DefaultSelector()
        self._open: set[socket.socket | int] = set()
        self._rung = True
        self._watch(bell, lambda: self._through_the_bell(bell))
        if listener is not None:
            self._watch(listener, lambda: self._through_the_door(listener))

    def serve(self) -> socket.socket | None:
        """Fork until the bell closes: None then; in each child, the channel of its requester."""
        while self._rung:
            for key, _ in self._selector.select():
                channel = key.data()
                if channel is not None and self._fork(channel):
                    return channel
        return None

    def close(self) -> None:
        """Close all that is open here: doors, children's channels and handles."""
        self._selector.close()
        for thing in self._open:
            _close(thing)
        self._open.clear()

    def _through_the_bell(self, bell: socket.socket) -> socket.socket | None:
        _, files, _, _ = socket.recv_fds(bell, 16, 1)
        self._rung = bool(files)
        return socket.socket(fileno=files[0]) if files else None

    def _through_the_door(self, listener: socket.socket) -> socket.socket | None:
        channel, _ = listener.accept()
        if peer(channel)[1] == os.geteuid():
            return channel
        channel.close()
        return None

    def _fork(self, channel: socket.socket) -> bool:
        """True in the child."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        try:
            pid = os.fork()
        except OSError as reason:  # no more process for this account: the requester goes on alone
            print(f"template: {reason}", file=sys.stderr, flush=True)
            channel.close()
            return False
        if pid == 0:
            self.close()
            return True
        self._introduce(pid, channel)
        return False

    def _introduce(self, pid: int, channel: socket.socket) -> None:
        # The child is ours and not reaped yet: this handle cannot be somebody else's.
        handle = os.pidfd_open(pid)
        with contextlib.suppress(OSError):
            socket.send_fds(channel, [_packed(pid=pid)], [handle], socket.MSG_NOSIGNAL)
        self._open.add(channel)
        self._watch(handle, lambda: self._bury(pid, handle, channel))

    def _bury(self, pid: int, handle: int, channel: socket.socket) -> None:
        _, status = os.waitpid(pid, 0)
        _discard_order(channel)
        with contextlib.suppress(OSError):
            exit_code = os.waitstatus_to_exitcode(status)
            channel.send(_packed(exit=exit_code), socket.MSG_NOSIGNAL)
        self._selector.unregister(handle)
        for thing in (handle, channel):
            self._open.discard(thing)
            _close(thing)

    def _watch(self, thing: socket.socket | int, answer: Callable[[], object]) -> None:
        self._selector.register(thing, selectors.EVENT_READ, answer)
        self._open.add(thing)


def peer(channel: socket.socket) -> tuple[int, int, int]:
    """The pid, uid and gid of the process that made the other end."""
    raw = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
    pid, uid, gid = PEER.unpack(raw)
    return pid, uid, gid


def _discard_order(channel: socket.socket) -> None:
    """Drop the order of a child that died before reading it: left there, it would turn our answer
    into «connection reset». One byte of it is read, the kernel throws the rest away."""
    with contextlib.suppress(OSError):
        channel.recv(1, socket.MSG_DONTWAIT)


def _packed(**words: int) -> bytes:
    return json.dumps(words).encode()


def _close(thing: socket.socket | int) -> None:
    with contextlib.suppress(OSError):
        os.close(thing) if isinstance(thing, int) else thing.close()
