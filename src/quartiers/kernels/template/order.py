"""What a requester asks of a warm process, and how it travels: one packet, with its files."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quartiers.kernels.contain import Walls
from quartiers.kernels.limits import Limits

STANDARD_FILES = 3
MOST_FILES = 4
LARGEST = 200_000  # bytes; the kernel refuses packets over its `wmem_default`, 212 992


class BadOrder(Exception):
    """The packet is not an order of ours; for the log."""


@dataclass(frozen=True)
class Order:
    """The program to become: `module:function`, called without arguments.

    `arguments` is what it finds in `sys.argv[1:]`; `environment` replaces the whole environment;
    `walls` are raised by `quartiers.kernels.contain`; `leash` is the signal that the program
    receives when the requester dies, 0 for none.
    """

    program: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = "/"
    walls: Walls | None = None
    leash: int = 0

    def packed(self) -> bytes:
        """The order as JSON."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        found |= {"environment": dict(self.environment), "walls": packed_walls(self.walls)}
        return json.dumps(found).encode("utf-8", "surrogateescape")

    @classmethod
    def unpacked(cls, packet: bytes) -> Order:
        """Read back what `packed` wrote; BadOrder when it is something else."""
        try:
            found = json.loads(packet.decode("utf-8", "surrogateescape"))
            found["arguments"] = tuple(found["arguments"])
            found["walls"] = unpacked_walls(found["walls"])
            return cls(**found)
        except (ValueError, KeyError, TypeError) as reason:
            raise BadOrder(str(reason)) from reason


def packed_walls(walls: Walls | None) -> Mapping[str, Any] | None:
    """The walls as JSON values."""
    if walls is None:
        return None
    found = asdict(walls)
    for name in ("home", "tmp", "cgroup", "alone"):
        found[name] = found[name] and os.fspath(found[name])
    for name in ("read", "write"):
        found[name] = [os.fspath(path) for path in found[name]]
    return found


def unpacked_walls(found: Mapping[str, Any] | None) -> Walls | None:
    """Read back what `packed_walls` wrote. KeyError, TypeError."""
    if found is None:
        return None
    paths = {name: tuple(map(Path, found[name])) for name in ("read", "write")}
    return Walls(
        **{
            **found,
            **paths,
            "home": Path(found["home"]),
            "tmp": found["tmp"] and Path(found["tmp"]),
            "cgroup": found["cgroup"] and Path(found["cgroup"]),
            "alone": found["alone"] and Path(found["alone"]),
            "own_ports": found["own_ports"] and tuple(found["own_ports"]),
            "keep_env": tuple(found["keep_env"]),
            "limits": Limits(**found["limits"]),
        }
    )


def send_order(channel: socket.socket, order: Order, files: Sequence[int]) -> None:
    """Send an order with its standard input, output and error, and perhaps one more file.

    ValueError when it is too big for one packet, OSError when nobody listens any more.
    """
    packet = order.packed()
    if len(packet) > LARGEST:
        raise ValueError(f"an order of {len(packet)} bytes; the most is {LARGEST}")
    socket.send_fds(channel, [packet], list(files), socket.MSG_NOSIGNAL)


def receive_order(channel: socket.socket) -> tuple[Order, list[int]]:
    """Wait for an order and its three or four files; BadOrder, TimeoutError, OSError."""
    packet, files, _, _ = socket.recv_fds(channel, LARGEST, MOST_FILES)
    if len(files) < STANDARD_FILES:
        for number in files:
            os.close(number)
        raise BadOrder(f"{len(files)} files came with the order instead of {STANDARD_FILES}")
    return Order.unpacked(packet), list(files)
