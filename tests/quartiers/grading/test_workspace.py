"""Where a submission's processes live, and as whom."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from quartiers.grading.workspace import claim_uid, is_strong_enough, new_workspace
from quartiers.kernels.containment import available, strongest
from quartiers.settings import Settings


def _claims(data: Path) -> list[int]:
    return [claim_uid(Settings(data=data))[0] for _ in range(20)]


def test_forked_graders_never_share_a_uid(tmp_path: Path) -> None:
    here, lock = claim_uid(Settings(data=tmp_path))
    # `map` keeps each child alive until all have answered: locks end with their process
    with multiprocessing.get_context("fork").Pool(3) as pool:
        there = pool.map(_claims, [tmp_path] * 3, chunksize=1)
    taken = [here, *(uid for claims in there for uid in claims)]
    os.close(lock)
    assert len(set(taken)) == len(taken)


def test_a_uid_is_free_again_when_its_workspace_is_removed(tmp_path: Path) -> None:
    if not available().own_uid:
        pytest.skip("needs root, on folders that other accounts can enter")
    before = set(os.listdir("/proc/self/fd"))
    workspace = new_workspace(Settings(data=tmp_path))
    assert workspace.folder.stat().st_uid == workspace.uid
    workspace.remove()
    assert not workspace.folder.exists()
    assert set(os.listdir("/proc/self/fd")) <= before


@pytest.mark.parametrize(
    ("root", "abi", "enough"),
    [(True, 0, True), (True, 6, True), (False, 1, True), (False, 0, False)],
)
def test_without_a_uid_of_its_own_nor_landlock_grading_refuses(
    root: bool, abi: int, enough: bool
) -> None:
    assert is_strong_enough(strongest(root, abi, None)) is enough
