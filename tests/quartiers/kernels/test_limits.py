"""Limits as the kernel wants them."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from quartiers.kernels.limits import MIB, Limits, wanted


def test_sizes_are_given_in_mebibytes() -> None:
    found = wanted(Limits(memory=512, file=3))
    assert found[resource.RLIMIT_AS] == 512 * MIB
    assert found[resource.RLIMIT_FSIZE] == 3 * MIB


def test_none_leaves_the_machines_own_limit() -> None:
    found = wanted(Limits(memory=None, cpu=None))
    assert resource.RLIMIT_AS not in found
    assert resource.RLIMIT_CPU not in found


def test_nobody_dumps_core() -> None:
    nothing = Limits(None, None, None, None, None)
    assert wanted(nothing) == {resource.RLIMIT_CORE: 0}


@pytest.mark.parametrize(
    ("before", "most", "after"), [(64, 100, 100), (64, 9999, 200), (90, 80, 90)]
)
def test_the_houses_programs_may_open_more_files_than_a_terminal_says(
    before: int, most: int, after: int
) -> None:
    code = (
        "import resource; from quartiers.kernels.limits import allow_many_files\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({before}, 200))\n"
        f"allow_many_files({most})\n"
        "print(*resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert said.stdout.split() == [str(after), "200"], said.stderr
