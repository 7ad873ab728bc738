"""Fills the holes of this process's memory, so that children write on pages of their own.

An object that a child makes goes into a free block of a page shared with its parent, which the
kernel must then copy: 4 KB for 48 bytes. Once every hole is filled, a child's new objects lie side
by side on new pages. CPython's small-object allocator only (blocks of up to 512 bytes).
"""

from __future__ import annotations

import os
import re
import sys
import tempfile

CLASS = re.compile(r"^ +\d+ +(\d+) +\d+ +\d+ +(\d+)$", re.MULTILINE)
BYTES_OVERHEAD = sys.getsizeof(b"")
SMALLEST = 48  # bytes: under it there is no `bytes` object
MOST_FILLED = 64 * 1024 * 1024

_ballast: list[object] = []


def fill_holes() -> int:
    """Take every free block of the pages in use, for ever; the number of bytes taken.

    0 where this Python does not say where its holes are.
    """
    holes = free_blocks(memory_report())
    if sum(size * count for size, count in holes.items()) > MOST_FILLED:
        return 0
    for size, count in holes.items():
        _ballast.append([filler(size) for _ in range(count)])
    return sum(size * count for size, count in holes.items())


def filler(size: int) -> object:
    """An object that takes one block of `size` bytes (a multiple of 16)."""
    if size < SMALLEST:
        return object() if size == 16 else float(size)
    return bytes(size - BYTES_OVERHEAD)


def free_blocks(report: str) -> dict[int, int]:
    """How many blocks of each size are free in pages already in use."""
    return {int(size): int(count) for size, count in CLASS.findall(report)}


def memory_report() -> str:
    """What CPython's allocator says of itself; empty for another allocator."""
    report = getattr(sys, "_debugmallocstats", None)
    if report is None:
        return ""
    with tempfile.TemporaryFile() as file:
        sys.stderr.flush()
        aside = os.dup(2)
        try:
            os.dup2(file.fileno(), 2)
            report()
        finally:
            os.dup2(aside, 2)
            os.close(aside)
        file.seek(0)
        return file.read().decode("ascii", "replace")
