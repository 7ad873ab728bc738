"""The TCP ports inside the machine: the same at each start, as long as they are free."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from quartiers.durable import write_whole

LOCAL = "127.0.0.1"
FIRST_SERVER = 20_000
HOUSE_STEP = 101
SERVERS = 10_000  # the range ends below the ports that Linux gives out by itself (32768…)


@dataclass(frozen=True)
class Ports:
    """What the proxy, the Hub and the room listen to on this machine only."""

    hub: int
    proxy_api: int
    room: int


def is_free(port: int, address: str = LOCAL) -> bool:
    """True when a server may listen there now. PermissionError for ports kept for root."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            raise
        except OSError:
            return False
    return True


def any_free_port() -> int:
    """A port that the kernel gives out."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def keep_or_choose(
    known: Mapping[str, int],
    public: int,
    free: Callable[[int], bool] = is_free,
    choose: Callable[[], int] = any_free_port,
) -> Ports:
    """The known ports that are still free, new ones for the rest; all different, none `public`.

    Learners' servers that outlive a killed Hub look for it where it was.
    """
    chosen: dict[str, int] = {}
    for name in Ports.__dataclass_fields__:
        taken = {public, *chosen.values()}
        port = known.get(name)
        while port is None or port in taken or (port == known.get(name) and not free(port)):
            port = choose()  # the system may well give the same port twice
        chosen[name] = port
    return Ports(**chosen)


def ensure_ports(file: Path, public: int) -> Ports:
    """Read the ports kept in `file`, replace those that are taken, write them back."""
    ports = keep_or_choose(read_ports(file), public)
    write_whole(file, json.dumps(asdict(ports)))
    return ports


def read_ports(file: Path) -> dict[str, int]:
    """The ports kept in `file`; none when it is missing or damaged."""
    try:
        return {str(name): int(port) for name, port in json.loads(file.read_text()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def server_port(number: int, public: int, free: Callable[[int], bool] = is_free) -> int:
    """The port of learner `number`'s server: fixed, so that thirty starts do not race for one.

    Two houses on one machine differ by their `public` port, and so begin elsewhere.
    """
    port = FIRST_SERVER + (number + public * HOUSE_STEP) % SERVERS
    return port if free(port) else any_free_port()
