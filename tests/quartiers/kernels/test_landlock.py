"""Landlock's rights, version by version."""

from __future__ import annotations

from itertools import pairwise

from quartiers.kernels import landlock


def test_each_version_takes_away_at_least_what_the_one_before_did() -> None:
    rights = [landlock.all_rights(abi) for abi in range(1, 8)]
    assert all(earlier & later == earlier for earlier, later in pairwise(rights))


def test_the_first_version_knows_thirteen_rights() -> None:
    assert landlock.all_rights(1) == (1 << 13) - 1


def test_renaming_between_folders_came_with_the_second_version() -> None:
    assert not landlock.all_rights(1) & landlock.REFER
    assert landlock.all_rights(2) & landlock.REFER


def test_ones_own_folder_runs_no_program_and_makes_no_device() -> None:
    kept = landlock.read_and_write(7)
    assert not kept & (landlock.EXECUTE | landlock.MAKE_CHAR | landlock.MAKE_BLOCK)
    assert kept & landlock.WRITE_FILE


def test_the_version_of_this_kernel_is_a_count() -> None:
    assert landlock.abi_version() >= 0
