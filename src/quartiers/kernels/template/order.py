"""What a requester asks of a warm process, and how it travels: one packet, with three files."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from quartiers.kernels.contain import Walls, contained_command, parse

STANDARD_FILES = 3
LARGEST = 200_000  # bytes; the kernel refuses packets over its `wmem_default`, 212 992


class BadOrder(Exception):
    """The packet is not an order of ours; for the log."""


@dataclass(frozen=True)
class Order:
    """The program to become: `module:function`, called without arguments.

    `arguments` is what it finds in `sys.argv[1:]`; `environment` replaces the whole environment;
    `walls` are options of `quartiers.kernels.contain`, empty for none; `leashed` ends the program
    when the requester dies.
    """

    program: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = "/"
    walls: tuple[str, ...] = ()
    leashed: bool = False

    def packed(self) -> bytes:
        """The order as JSON."""
        return json.dumps(asdict(self)).encode("utf-8", "surrogateescape")

    @classmethod
    def unpacked(cls, packet: bytes) -> Order:
        """Read back what `packed` wrote; BadOrder when it is something else."""
        try:
            found = json.loads(packet.decode("utf-8", "surrogateescape"))
            for name in ("arguments", "walls"):
                found[name] = tuple(found[name])
            return cls(**found)
        except (ValueError, KeyError, TypeError) as reason:
            raise BadOrder(str(reason)) from reason


def walls_options(walls: Walls | None) -> tuple[str, ...]:
    """The walls as the options of `quartiers.kernels.contain`."""
    if walls is None:
        return ()
    command = contained_command(walls, ["-"])
    return tuple(command[command.index("quartiers.kernels.contain") + 1 :])


def walls_of(options: Sequence[str]) -> Walls | None:
    """Read back what `walls_options` wrote."""
    return parse(options)[0] if options else None


def send_order(channel: socket.socket, order: Order, files: Sequence[int]) -> None:
    """Send an order with its standard input, output and error.

    ValueError when it is too big for one packet, OSError when nobody listens any more.
    """
    packet = order.packed()
    if len(packet) > LARGEST:
        raise ValueError(f"an order of {len(packet)} bytes; the most is {LARGEST}")
    socket.send_fds(channel, [packet], list(files), socket.MSG_NOSIGNAL)


def receive_order(channel: socket.socket) -> tuple[Order, list[int]]:
    """Wait for an order and its three files; BadOrder, TimeoutError, OSError."""
    packet, files, _, _ = socket.recv_fds(channel, LARGEST, STANDARD_FILES)
    if len(files) != STANDARD_FILES:
        for number in files:
            os.close(number)
        raise BadOrder(f"{len(files)} files came with the order instead of {STANDARD_FILES}")
    return Order.unpacked(packet), list(files)
