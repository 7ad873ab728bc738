"""What a power cut may and may not take away."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from quartiers import durable


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system, in order: `sync NAME` and `name NAME`."""
    said: list[str] = []
    sync, replace = os.fsync, os.replace

    def syncing(descriptor: int) -> None:
        said.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name[:11]}")
        sync(descriptor)

    def replacing(source: str, target: str, **more: int | None) -> None:
        said.append(f"name {Path(target).name}")
        replace(source, target, **more)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", replacing)
    return said


def test_the_bytes_reach_the_disk_before_the_name_and_then_the_folder(
    tmp_path: Path, told: list[str]
) -> None:
    durable.write_whole(tmp_path / "note", "voilà")
    assert told == ["sync .quartiers-", "name note", f"sync {tmp_path.name[:11]}"]


def test_a_new_file_too(tmp_path: Path, told: list[str]) -> None:
    durable.write_new(tmp_path / "note", b"1")
    assert told == ["sync .quartiers-", "name note", f"sync {tmp_path.name[:11]}"]


def test_the_folders_on_the_way_are_made_and_reach_the_disk(
    tmp_path: Path, told: list[str]
) -> None:
    durable.write_whole(tmp_path / "a" / "b" / "note", b"1")
    assert told[:2] == [f"sync {tmp_path.name[:11]}", "sync a"]


def test_what_is_written_twice_is_the_last(tmp_path: Path) -> None:
    durable.write_whole(tmp_path / "note", "1")
    durable.write_whole(tmp_path / "note", "2", 0o644)
    assert (tmp_path / "note").read_text() == "2"
    assert stat.S_IMODE((tmp_path / "note").stat().st_mode) == 0o644
    assert os.listdir(tmp_path) == ["note"]


def test_a_file_is_private_unless_said_otherwise(tmp_path: Path) -> None:
    durable.write_whole(tmp_path / "note", "1")
    assert stat.S_IMODE((tmp_path / "note").stat().st_mode) == 0o600


def test_a_copy_holds_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "here").write_bytes(bytes(300_000))
    durable.copy_whole(tmp_path / "here", tmp_path / "there")
    assert (tmp_path / "there").read_bytes() == bytes(300_000)


def test_a_full_disk_leaves_the_old_bytes_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    durable.write_whole(tmp_path / "note", "old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        durable.write_whole(tmp_path / "note", "new")
    with pytest.raises(OSError, match="full"):
        durable.write_new(tmp_path / "other", b"new")
    assert os.listdir(tmp_path) == ["note"]
    assert (tmp_path / "note").read_text() == "old"


def test_a_link_is_replaced_never_followed(tmp_path: Path) -> None:
    (tmp_path / "far").write_text("theirs")
    (tmp_path / "note").symlink_to(tmp_path / "far")
    durable.write_whole(tmp_path / "note", "ours")
    assert (tmp_path / "far").read_text() == "theirs"
    assert (tmp_path / "note").read_text() == "ours"


def test_a_new_file_takes_the_place_of_nothing(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    durable.write_new(Path("note"), b"first", folder=folder)
    with pytest.raises(FileExistsError):
        durable.write_new(Path("note"), b"second", folder=folder)
    os.close(folder)
    assert os.listdir(tmp_path) == ["note"]
    assert (tmp_path / "note").read_bytes() == b"first"


def test_a_file_system_that_cannot_flush_a_folder_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no such thing here")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    durable.write_whole(tmp_path / "note", "1")
    assert (tmp_path / "note").read_text() == "1"


def test_a_whole_tree_reaches_the_disk_but_what_a_link_leads_to(
    tmp_path: Path, told: list[str]
) -> None:
    (tmp_path / "tree" / "in").mkdir(parents=True)
    (tmp_path / "tree" / "in" / "file").write_text("1")
    (tmp_path / "tree" / "link").symlink_to("/etc/passwd")
    durable.flush_tree(tmp_path / "tree")
    assert told == ["sync file", "sync in", "sync tree", f"sync {tmp_path.name[:11]}"]
