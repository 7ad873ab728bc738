"""What the ballast promises: no hole is left in the memory that children share."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quartiers.kernels.template.ballast import SMALLEST, filler, free_blocks, memory_report

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
