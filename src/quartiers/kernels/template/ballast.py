"""Fills the holes of this process's memory, so that children write on pages of their own.

An object that a child makes goes into a free block of a page shared with its parent, which the
kernel must then copy: 4 KB for 48 bytes. Once every hole is filled, a child's new objects lie side
by side on new pages. CPython's small-object allocator (blocks of up to 512 bytes), then glibc's.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator

CLASS = re.compile(r"^ +\d+ +(\d+) +\d+ +\d+ +(\d+)$", re.MULTILINE)
BYTES_OVERHEAD = sys.getsizeof(b"")
SMALLEST = 48  # bytes: under it there is no `bytes` object
MOST_FILLED = 64 * 1024 * 1024

BIGGEST_BLOCK = 1024 * 1024
SMALLEST_BLOCK = 24  # glibc's smallest chunk, without its header
BIGGEST_CACHED = 1032
CACHED = 7  # freed blocks of each small size that glibc puts aside, and counts as used (`tcache`)

_ballast: list[object] = []


class MallocInfo(ctypes.Structure):
    """glibc's `struct mallinfo2`: `free` bytes in chunks, of which `top` after the last one."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("heap", "chunks", "fast_chunks", "maps", "mapped")),
        *((name, ctypes.c_size_t) for name in ("unused", "fast", "used", "free", "top")),
    ]


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


def fill_malloc_holes() -> int:
    """The same for the big blocks, taken from glibc: the number of bytes taken; 0 without it."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallinfo2"):
        return 0
    libc.mallinfo2.restype = MallocInfo
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.free.restype, libc.free.argtypes = None, [ctypes.c_void_p]
    before = libc.mallinfo2().free
    for size in shrinking_sizes():
        take_all_of(size, libc.malloc, libc.free, lambda: _below_top(libc.mallinfo2()))
    return int(before - libc.mallinfo2().free)


def take_all_of(
    size: int,
    take: Callable[[int], int | None],
    give_back: Callable[[int | None], None],
    holes: Callable[[], int],
) -> None:
    """Take blocks of `size` bytes as long as they come out of the holes.

    A small one may come from glibc's cache without making the holes smaller: only when more came
    in a row than the cache can hold is there none left. Given back, they would fill it again.
    """
    left, elsewhere = holes(), 0
    while elsewhere <= (CACHED if size <= BIGGEST_CACHED else 0):
        block, now = take(size), holes()
        elsewhere = 0 if now < left else elsewhere + 1
        left = now
    if size > BIGGEST_CACHED:
        give_back(block)


def shrinking_sizes() -> Iterator[int]:
    """Sizes of blocks from a megabyte down: each a tenth smaller, then each that there can be."""
    size = BIGGEST_BLOCK - 8  # a block is its chunk, a multiple of 16, without the header
    while size > BIGGEST_CACHED:
        yield size
        size = max(size * 9 // 10 // 16 * 16 + 8, BIGGEST_CACHED)
    yield from range(BIGGEST_CACHED, SMALLEST_BLOCK - 1, -16)


def _below_top(info: MallocInfo) -> int:
    return int(info.free - info.top)


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
