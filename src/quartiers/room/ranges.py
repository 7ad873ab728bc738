"""The part of a file that a player asks for, so that one can listen from the middle (RFC 9110)."""

from __future__ import annotations

import re

BYTES = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


class BeyondTheEnd(ValueError):
    """The part asked for begins after the end."""


def asked_part(header: str, size: int) -> slice | None:
    """The part of `size` bytes that a `Range` header asks for; None for all of it.

    Several parts at once, or what makes no sense, give all of it, as the RFC allows.
    BeyondTheEnd when nothing of it exists.
    """
    found = BYTES.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:  # the last so many bytes
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(size - 1, int(found[2] or size - 1))
    if first >= size:
        raise BeyondTheEnd(header)
    return slice(first, last + 1) if first <= last else None
