"""Finds the address of a visitor behind the proxy, without believing just anybody."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address, ip_network


def client_address(peer: str, forwarded_for: str, trusted: Collection[str]) -> str:
    """The visitor's address: the last of `X-Forwarded-For` when our proxy sent the request.

    The proxy writes the address that it saw; what stands before it was written by the
    visitor and proves nothing. Without the proxy the header proves nothing at all.
    """
    last = forwarded_for.rpartition(",")[2].strip()
    return _source(last) if peer in trusted and _source(last) else _source(peer) or peer


def _source(text: str) -> str:
    """One text for one source, however it is written; empty when it is no address.

    A computer makes itself as many IPv6 addresses as it likes: its network stands for them all.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if address.is_loopback:
        return str(address)
    return str(ip_network((int(address), 64), strict=False))
