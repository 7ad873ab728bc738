"""The disk whose power can be cut leaves what a real one leaves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from power_cut import Disk, why_not

from quartiers.durable import copy_whole, write_new, write_whole

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk(megabytes=32)
    yield made
    made.close()


def test_a_plain_file_comes_back_empty(disk: Disk) -> None:
    (disk.root / "plain").write_text("something")
    disk.cut()
    assert (disk.root / "plain").read_text() == ""


def test_a_file_written_whole_comes_back_whole(disk: Disk) -> None:
    write_whole(disk.root / "deep" / "note", "something")
    write_new(disk.root / "new", b"something")
    copy_whole(disk.root / "new", disk.root / "copy")
    disk.cut(names_first=False)
    for name in ("deep/note", "new", "copy"):
        assert (disk.root / name).read_text() == "something"


def test_a_file_replaced_without_care_may_lose_both_states(disk: Disk) -> None:
    write_whole(disk.root / "note", "old")
    (disk.root / "note").write_text("new")
    disk.cut()
    assert (disk.root / "note").read_text() not in ("old", "new")


def test_a_cut_in_the_middle_of_a_writing_leaves_the_old_state(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(disk.root / "note", "old")
    monkeypatch.setattr("os.fsync", lambda _descriptor: disk.cut(names_first=False))
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on what the system asks first
        write_whole(disk.root / "note", "new")
    assert (disk.root / "note").read_text() == "old"


def test_who_works_on_the_disk_dies_with_it(disk: Disk) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], cwd=disk.root
    ) as one:
        assert disk.cut() == [one.pid]
        assert one.wait(10) == -9


def test_the_power_can_be_cut_again(disk: Disk) -> None:
    for number in range(3):
        write_whole(disk.root / "note", str(number))
        disk.cut()
    assert (disk.root / "note").read_text() == "2"
