"""`python -m quartiers.room.media.shrink`: pictures of learners made small, and made anew.

Reads on its standard input, and writes on its standard output, one frame after the other: see
`asked` and `answered`. Runs between walls, as nobody: whatever hides in a picture finds nothing.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings
from typing import BinaryIO

MOST_PIXELS = 12_000_000
ASKED = struct.Struct(">HI")  # the longest side in pixels, the length of what follows
ANSWERED = struct.Struct(">I")  # the length of what follows, 0: no picture


class NoPicture(Exception):
    """The bytes are no PNG or GIF that may be shown."""


def main() -> int:
    """Answer each picture before reading the next: one that ends us takes no other with it."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(ASKED.size)) == ASKED.size:
        side, length = ASKED.unpack(head)
        try:
            small = shrunk(source.read(length), side)
        except NoPicture:
            small = b""
        out.write(answered(small))
        out.flush()
    return 0


def asked(content: bytes, side: int) -> bytes:
    """One picture to shrink, as it travels."""
    return ASKED.pack(side, len(content)) + content


def answered(small: bytes) -> bytes:
    """What came of it, as it travels."""
    return ANSWERED.pack(len(small)) + small


def read_answers(file: BinaryIO) -> list[bytes]:
    """The whole answers of a file, in order; b"" for what is no picture."""
    found: list[bytes] = []
    while len(head := file.read(ANSWERED.size)) == ANSWERED.size:
        (length,) = ANSWERED.unpack(head)
        content = file.read(length)
        if len(content) < length:
            break
        found.append(content)
    return found


def shrunk(content: bytes, side: int) -> bytes:
    """A PNG of at most `side` pixels a side, made from PNG or GIF bytes: only pixels are kept."""
    from PIL import Image

    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "GIF")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NoPicture(f"{picture.width} x {picture.height} pixels are too many")
                copy = picture.convert("RGBA")
        copy.thumbnail((side, side))
        copy.save(out, "PNG")
    except NoPicture:
        raise
    except Exception as reason:  # Pillow raises its own kinds, and many
        raise NoPicture(f"no picture: {reason}") from reason
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
