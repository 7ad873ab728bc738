"""Limits as the kernel wants them."""

from __future__ import annotations

import resource

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
