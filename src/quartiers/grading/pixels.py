"""How large a small picture is shown: each of its pixels becomes a square that eyes can see."""

from __future__ import annotations

import binascii
from base64 import b64decode

SEEN = 240  # pixels of the longest side on a screen: a picture of 12 x 12 is no dot any more
HEAD = 32  # characters of base64 that hold the size of a PNG or of a GIF

Size = tuple[int, int]


def enlarged(address: str) -> Size | None:
    """The width and height at which a data address of a small picture is shown.

    None for what is large enough as it is, and for what is no PNG or GIF.
    """
    size = _size(address)
    if size is None or min(size) < 1 or max(size) * 2 > SEEN:
        return None
    squares = -(-SEEN // max(size))
    return size[0] * squares, size[1] * squares


def _size(address: str) -> Size | None:
    try:
        head = b64decode(address.partition(";base64,")[2][:HEAD], validate=True)
    except (binascii.Error, ValueError):
        return None
    if head.startswith(b"\x89PNG") and len(head) == HEAD // 4 * 3:
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if head.startswith(b"GIF8") and len(head) > 9:
        return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    return None
