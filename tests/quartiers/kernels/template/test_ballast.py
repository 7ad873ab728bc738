"""What the ballast promises: no hole is left in the memory that children share."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quartiers.kernels.template.ballast import (
    BIGGEST_CACHED,
    CACHED,
    SMALLEST,
    SMALLEST_BLOCK,
    filler,
    free_blocks,
    memory_report,
    shrinking_sizes,
    take_all_of,
)

REPORT = """
class   size   num pools   blocks in use  avail blocks
    0     16          22           20387          2075
    2     48         449          123863         28797

89 arenas * 1048576 bytes/arena    =           93,323,264
"""


def test_the_holes_are_read_from_cpythons_own_report() -> None:
    assert free_blocks(REPORT) == {16: 2075, 48: 28797}


def test_another_allocator_has_no_holes_that_we_know() -> None:
    assert free_blocks("") == {}


@pytest.mark.parametrize("size", [16, 32, *range(SMALLEST, 513, 16)])
def test_a_filler_takes_one_block_of_its_size(size: int) -> None:
    assert size - 16 < sys.getsizeof(filler(size)) <= size


@pytest.mark.skipif(not free_blocks(memory_report()), reason="not CPython's own allocator")
def test_what_was_free_is_taken() -> None:
    code = (
        "import json\n"
        "from quartiers.kernels.template.ballast import fill_holes, free_blocks, memory_report\n"
        "kept = [bytes(n % 400) for n in range(60_000)]; del kept[::2]\n"
        "before = sum(free_blocks(memory_report()).values()); taken = fill_holes()\n"
        "after = sum(free_blocks(memory_report()).values()); print(before, after, taken)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after, taken = map(int, run.stdout.split())
    assert before > 20_000
    assert after < before / 4
    assert taken > 0


def test_the_sizes_shrink_to_the_smallest_block_and_leave_out_no_small_one() -> None:
    sizes = list(shrinking_sizes())
    assert sizes == sorted(set(sizes), reverse=True)
    assert all(size % 16 == 8 for size in sizes)
    assert sizes[-(BIGGEST_CACHED // 16) :] == list(range(BIGGEST_CACHED, SMALLEST_BLOCK - 1, -16))


class Allocator:
    """`malloc` as we see it: each block comes from the holes, or from elsewhere."""

    def __init__(self, size: int, *from_holes: bool) -> None:
        self.size, self.to_come = size, list(from_holes)
        self.holes, self.taken, self.back = 10_000, 0, []

    def take(self, size: int) -> int:
        self.holes -= size if self.to_come and self.to_come.pop(0) else 0
        self.taken += 1
        return self.taken

    def run(self) -> Allocator:
        take_all_of(self.size, self.take, self.back.append, lambda: self.holes)
        return self


def test_big_blocks_are_taken_until_no_hole_fits_and_the_last_one_is_given_back() -> None:
    allocator = Allocator(BIGGEST_CACHED + 16, True, True).run()
    assert (allocator.taken, allocator.back) == (3, [3])


def test_small_blocks_are_taken_beyond_what_the_cache_may_hold_and_all_kept() -> None:
    behind_a_full_cache = [False] * CACHED + [True]
    allocator = Allocator(40, *behind_a_full_cache, *behind_a_full_cache).run()
    assert allocator.taken == 2 * (CACHED + 1) + CACHED + 1
    assert allocator.back == []


def test_what_was_free_in_glibc_is_taken() -> None:
    code = (
        "from quartiers.kernels.template.ballast import fill_malloc_holes\n"
        "kept = [bytes(600 + n % 3000) for n in range(5000)]; del kept[::2]\n"
        "print(fill_malloc_holes())\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert int(found.stdout) > 2_000_000


def test_no_small_block_that_was_free_in_glibc_comes_back() -> None:
    code = (
        "import ctypes\n"
        "from quartiers.kernels.template.ballast import fill_malloc_holes\n"
        "libc = ctypes.CDLL(None); libc.malloc.restype = ctypes.c_void_p\n"
        "libc.free.argtypes = [ctypes.c_void_p]\n"
        "blocks = [libc.malloc(24 + n % 50 * 16) for n in range(5000)]\n"
        "for block in blocks[::2]: libc.free(block)\n"
        "fill_malloc_holes(); freed = set(blocks[::2])\n"
        "print(sum(libc.malloc(24 + n % 50 * 16) in freed for n in range(1000)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert int(found.stdout) < 20  # ctypes itself takes and gives back a few
