"""The addresses by which the other computers of the centre reach this one."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

# Bridges and tunnels made by other programs: no young person's computer is behind them.
VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "wg", "tailscale")


@dataclass(frozen=True)
class Card:
    """A network card that is up, with one IPv4 address."""

    name: str
    address: str


def cards() -> list[Card]:
    """The cards of this machine, asked to the system: nothing is sent on the network."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return [
        Card(name, entry.address)
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if name in up and entry.family == socket.AF_INET
    ]


def lan_addresses(found: Iterable[Card]) -> list[str]:
    """The addresses worth showing, the likeliest first: cables, then Wi-Fi, then the rest."""
    real = [card for card in found if _reachable(card)]
    return [card.address for card in sorted(real, key=_rank)]


def web_address(address: str, port: int) -> str:
    """What to type in a browser; port 80 goes without saying."""
    return f"http://{address}/" if port == 80 else f"http://{address}:{port}/"


def _reachable(card: Card) -> bool:
    address = ipaddress.ip_address(card.address)
    special = address.is_loopback or address.is_link_local
    return not special and not card.name.startswith(VIRTUAL)


def _rank(card: Card) -> int:
    kinds = (("en", "eth"), ("wl",))
    return next((rank for rank, names in enumerate(kinds) if card.name.startswith(names)), 2)
