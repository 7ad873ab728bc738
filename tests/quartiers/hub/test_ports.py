"""Which ports of this machine are free."""

from __future__ import annotations

import socket

from quartiers.hub.ports import any_free_port, is_free


def test_a_listened_port_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert not is_free(listener.getsockname()[1])
    assert is_free(any_free_port())
