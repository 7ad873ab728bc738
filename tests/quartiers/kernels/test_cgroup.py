"""Groups of processes: found where somebody gave them to us, and ended in one go.

Ceilings are tried on a tree of plain files: few machines that run tests give us their controllers.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quartiers.kernels import cgroup
from quartiers.kernels.cgroup import HOUSE, Ceilings, Groups, Hierarchy, make_room
from quartiers.kernels.contain import Walls, contained_command

MOUNTS = """\
21 28 0:20 / /proc rw,nosuid - proc proc rw
30 28 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
31 28 0:27 / /sys/fs/cgroup/uni\\040fied rw,relatime shared:9 - cgroup2 cgroup2 rw
"""
HERE = cgroup.available()
needs_cgroup2 = pytest.mark.skipif(
    HERE is None or os.geteuid() != 0, reason="no part of a cgroup v2 hierarchy is ours here"
)


def tree(folder: Path, controllers: str) -> Path:
    """A group as the kernel shows it, made of plain files."""
    folder.mkdir(exist_ok=True)
    for name, text in (("cgroup.controllers", controllers), ("cgroup.procs", "")):
        (folder / name).write_text(text)
    return folder


def test_cgroup_v2_is_found_beside_older_hierarchies() -> None:
    assert cgroup.mount_point(MOUNTS) == Path("/sys/fs/cgroup/uni fied")
    assert cgroup.mount_point(MOUNTS.replace("cgroup2", "cgroup")) is None


def test_a_process_that_moved_to_the_house_still_knows_where_it_came_from() -> None:
    assert cgroup.own_path("4:memory:/x\n0::/system.slice/pixel.service\n") == (
        "/system.slice/pixel.service"
    )
    assert cgroup.own_path(f"0::/system.slice/pixel.service/{HOUSE}\n") == (
        "/system.slice/pixel.service"
    )
    assert cgroup.own_path(f"0::/{HOUSE}\n") == "/"
    assert cgroup.own_path("4:memory:/x\n") is None


def test_the_root_of_the_hierarchy_is_ours_when_we_may_write(tmp_path: Path) -> None:
    found = cgroup.hierarchy(tree(tmp_path, "cpu io memory pids"), "/")
    assert found is not None
    assert found.bounds


def test_a_group_that_systemd_keeps_is_left_alone(tmp_path: Path) -> None:
    tree(tmp_path / "session.scope", "memory pids")
    assert cgroup.hierarchy(tmp_path, "/session.scope") is None


def test_a_group_that_systemd_gave_away_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = tree(tmp_path / "pixel.service", "memory pids")
    monkeypatch.setattr(os, "getxattr", lambda path, name: b"1" if path == service else b"")
    assert cgroup.hierarchy(tmp_path, "/pixel.service") == Hierarchy(
        service, frozenset({"memory", "pids"})
    )


def test_without_the_controllers_there_are_groups_and_no_ceilings(tmp_path: Path) -> None:
    found = cgroup.hierarchy(tree(tmp_path, "cpu"), "/")
    assert found is not None
    assert not found.bounds


def test_the_controllers_are_switched_on_all_the_way_down(tmp_path: Path) -> None:
    found = Hierarchy(tree(tmp_path, "cpu io memory pids"), frozenset({"cpu", "memory", "pids"}))
    groups = cgroup.prepare(found, "8000")
    assert groups is not None
    for folder in (tmp_path, groups.folder):
        assert (folder / "cgroup.subtree_control").read_text() == "+cpu +memory +pids"
    assert cgroup.prepared(found, "8000") == groups


def test_a_group_that_holds_processes_makes_room_first(tmp_path: Path) -> None:
    (tree(tmp_path, "memory") / "cgroup.procs").write_text("0\n12\n")
    make_room(tmp_path)
    assert (tmp_path / HOUSE / "cgroup.procs").read_text() == "12"


def test_each_ceiling_is_written_where_its_controller_is(tmp_path: Path) -> None:
    group = tree(tmp_path / "jeune-abc234", "memory pids")
    for name in ("memory.max", "memory.high", "pids.max"):
        (group / name).write_text("max")
    made = Groups(tmp_path, Ceilings(memory=512, processes=40)).make("jeune-abc234")
    assert made == group
    assert (group / "memory.max").read_text() == str(512 * 1024**2)
    assert int((group / "memory.high").read_text()) < 512 * 1024**2
    assert (group / "pids.max").read_text() == "40"
    assert not (group / "cpu.weight").exists()


def test_a_group_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    assert Groups(tmp_path / "absent").make("jeune-abc234") is None


def test_a_machine_without_any_is_done_without() -> None:
    assert cgroup.prepare(None, "8000") is None
    assert cgroup.prepared(None, "8000") is None
    cgroup.remove(None)


def test_a_house_that_closes_leaves_the_groups_of_another_one(tmp_path: Path) -> None:
    found = Hierarchy(tree(tmp_path, "memory"), frozenset({"memory"}))
    mine, other = cgroup.prepare(found, "8000"), cgroup.prepare(found, "9000")
    assert mine is not None
    assert other is not None
    about_to_start = other.make("jeune-abc234")
    (mine.folder / "cgroup.subtree_control").unlink()  # the kernel's own file goes with its folder
    cgroup.remove(mine)
    assert about_to_start is not None
    assert about_to_start.is_dir()
    assert not mine.folder.exists()


@pytest.fixture
def groups() -> Iterator[Groups]:
    """Real groups, taken away at the end."""
    found = cgroup.prepare(HERE, "essai")
    assert found is not None
    yield found
    cgroup.remove(found)


ESCAPES = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        time.sleep(600)
        os._exit(0)
print("ready", flush=True)
time.sleep(600)
"""


@needs_cgroup2
def test_what_a_learner_leaves_behind_ends_with_the_group(groups: Groups, tmp_path: Path) -> None:
    group = groups.make("essai-groupe")
    assert group is not None
    command = contained_command(Walls(home=tmp_path, cgroup=group), [sys.executable, "-c", ESCAPES])
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd="/") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        inside = (group / "cgroup.procs").read_text().split()
        assert str(process.pid) in inside
        assert len(inside) >= 4
        asyncio.run(groups.end("essai-groupe"))
        assert process.wait(20) == -9
    assert not group.exists()


@needs_cgroup2
def test_a_neighbours_group_is_not_touched(groups: Groups, tmp_path: Path) -> None:
    mine, theirs = groups.make("essai-un"), groups.make("essai-deux")
    assert mine is not None
    assert theirs is not None
    with subprocess.Popen(["sleep", "600"]) as neighbour:
        (theirs / "cgroup.procs").write_text(str(neighbour.pid))
        asyncio.run(groups.end("essai-un"))
        assert neighbour.poll() is None
        asyncio.run(groups.end("essai-deux"))
        assert neighbour.wait(20) == -9


@needs_cgroup2
def test_the_empty_group_of_a_server_that_ended_by_itself_goes_with_the_house() -> None:
    groups = cgroup.prepare(HERE, "essai")
    assert groups is not None
    left = groups.make("essai-vide")
    assert left is not None
    cgroup.remove(groups)
    assert not left.exists()


@needs_cgroup2
def test_a_group_that_is_gone_can_be_ended_again(groups: Groups) -> None:
    asyncio.run(groups.end("essai-absent"))
