"""Where a submission's processes live, and as whom."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from quartiers.grading import workspace as workspaces
from quartiers.grading.workspace import PREFIX, claim_uid, is_strong_enough, new_workspace, sweep
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


def test_two_houses_of_one_machine_never_share_a_uid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not available().own_uid:
        pytest.skip("needs root, on folders that other accounts can enter")
    uid, lock = claim_uid(Settings(data=tmp_path / "une"))
    monkeypatch.setattr(workspaces, "_turns", iter([uid - 300_000, uid - 300_000 + 1]))
    other, second = claim_uid(Settings(data=tmp_path / "autre"))
    os.close(lock), os.close(second)
    assert other == uid + 1


@pytest.fixture
def leavings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[int]]:
    """A folder that a dead grader left, and the uids whose processes are ended."""
    monkeypatch.setattr(workspaces.tempfile, "gettempdir", lambda: str(tmp_path))
    ended: list[int] = []
    monkeypatch.setattr(workspaces, "end_all", lambda _root, uid: ended.append(uid))
    folder = tmp_path / f"{PREFIX}4194305-abcd"  # above any pid
    folder.mkdir()
    return folder, ended


def test_what_a_dead_grader_left_is_ended_and_removed(
    tmp_path: Path, leavings: tuple[Path, list[int]]
) -> None:
    folder, ended = leavings
    if not available().own_uid:
        pytest.skip("needs root")
    os.chown(folder, 300_999, 300_999)
    assert sweep(Settings(data=tmp_path)) == 1
    assert ended == [300_999]
    assert not folder.exists()


def test_a_sweep_ends_nobody_who_has_taken_the_uid_since(
    tmp_path: Path, leavings: tuple[Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, ended = leavings
    if not available().own_uid:
        pytest.skip("needs root")
    monkeypatch.setattr(workspaces, "_turns", iter([998]))
    uid, lock = claim_uid(Settings(data=tmp_path / "autre"))
    os.chown(folder, uid, uid)
    sweep(Settings(data=tmp_path))
    os.close(lock)
    assert ended == []
    assert not folder.exists()


def test_a_folder_that_goes_while_we_look_stops_no_sweep(
    tmp_path: Path, leavings: tuple[Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = leavings
    monkeypatch.setattr(workspaces.Path, "glob", lambda *_: [folder.with_name("partie")])
    assert sweep(Settings(data=tmp_path)) == 0


@pytest.mark.parametrize(
    ("root", "abi", "enough"),
    [(True, 0, True), (True, 6, True), (False, 1, True), (False, 0, False)],
)
def test_without_a_uid_of_its_own_nor_landlock_grading_refuses(
    root: bool, abi: int, enough: bool
) -> None:
    assert is_strong_enough(strongest(root, abi, None)) is enough
