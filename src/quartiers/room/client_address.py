"""Finds the address of a visitor behind the proxy, without believing just anybody."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address


def client_address(peer: str, forwarded_for: str, trusted: Collection[str]) -> str:
    """The visitor's address: the last of `X-Forwarded-For` when our proxy sent the request.

    The proxy appends the address that it saw; what stands before it was written by the
    visitor and proves nothing. Without the proxy the header proves nothing at all.
    """
    last = forwarded_for.rpartition(",")[2].strip()
    return last if peer in trusted and _is_address(last) else peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
