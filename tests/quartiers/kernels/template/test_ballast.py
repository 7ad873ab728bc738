"""What the ballast promises: no hole is left in the memory that children share."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quartiers.kernels.template.ballast import (
    SMALLEST,
    SMALLEST_CHUNK,
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


def test_the_sizes_shrink_down_to_the_smallest_block() -> None:
    sizes = list(shrinking_sizes())
    assert sizes == sorted(set(sizes), reverse=True)
    assert all(size % 16 == 0 for size in sizes)
    assert sizes[-1] == SMALLEST_CHUNK


def test_blocks_are_taken_until_no_hole_fits_and_the_last_one_is_given_back() -> None:
    holes, taken, back = [100], [], []

    def take(size: int) -> int:
        taken.append(size)
        holes[0] -= size if len(taken) <= 2 else 0
        return len(taken)

    take_all_of(40, take, back.append, lambda: holes[0])
    assert (taken, back) == ([40, 40], [])
    holes[0], taken[:] = 100, [0, 0]
    take_all_of(40, take, back.append, lambda: holes[0])
    assert back == [3]


def test_what_was_free_in_glibc_is_taken() -> None:
    code = (
        "from quartiers.kernels.template.ballast import fill_malloc_holes\n"
        "kept = [bytes(600 + n % 3000) for n in range(5000)]; del kept[::2]\n"
        "print(fill_malloc_holes())\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert int(found.stdout) > 2_000_000
