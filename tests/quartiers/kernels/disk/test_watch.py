"""One learner against the disk of everybody: real programs, on a real small disk."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quartiers.kernels.disk import note, processes
from quartiers.kernels.disk.watch import Home, Watch, watching

from .conftest import UID, MakeDisk, SmallDisk

MIB = 1024 * 1024
SERVER = "import time; print('ok', flush=True); time.sleep(600)"
"""What stands for the Jupyter server: the learner's oldest process."""

WRITES = """
import os
n = 0
while True:
    n += 1
    with open(f'gros{n}', 'wb', 0) as file:
        for _ in range(64): file.write(bytes(1 << 20))
"""
ALLOCATES = """
import os
n = 0
while True:
    n += 1
    file = os.open(f'gros{n}', os.O_CREAT | os.O_WRONLY)
    try: os.posix_fallocate(file, 0, 64 << 20)
    except OSError as no: print(no, flush=True); break
    os.close(file)
import ctypes, fcntl, struct, errno
file = os.open('vieux', os.O_CREAT | os.O_WRONLY)
for command in (0x40305828, 0x4030582A, 0x40305839):
    try: fcntl.ioctl(file, command, struct.pack('hhqqiI16x', 0, 0, 0, 64 << 20, 0, 0))
    except OSError as no: print(errno.errorcode[no.errno], flush=True)
"""
DELETED = """
kept = []
import os
while True:
    file = open('fantome', 'wb', 0)
    os.remove('fantome')
    for _ in range(32): file.write(bytes(1 << 20))
    kept.append(file)
"""
MAPPED = """
import mmap, os
n = 0
while True:
    n += 1
    file = os.open(f'plan{n}', os.O_CREAT | os.O_RDWR)
    os.ftruncate(file, 64 << 20)
    view = mmap.mmap(file, 64 << 20)
    os.close(file)
    for at in range(0, 64 << 20, 4096): view[at] = 1
"""
DEEP = """
import os
while True:
    os.mkdir('d'); os.chdir('d')
    with open('x', 'wb', 0) as file: file.write(bytes(1 << 20))
"""
ORPHANS = """
import os, itertools
for n in itertools.count():
    if os.fork() == 0:
        if os.fork() == 0:
            with open(f'o{n}', 'wb', 0) as file:
                for _ in range(3): file.write(bytes(1 << 20))
        os._exit(0)
    os.wait()
"""
TINY = """
import itertools
for n in itertools.count():
    open(f'petit{n}', 'w').close()
"""


@pytest.fixture
def server(small: SmallDisk) -> int:
    """The process that saves the learner's work, there before any program."""
    program = small.start(SERVER)
    assert program.stdout is not None
    assert program.stdout.readline() == "ok\n"
    return program.pid


@pytest.fixture
def small(make_disk: MakeDisk) -> SmallDisk:
    """Six hundred megabytes, nothing of them kept for root."""
    return make_disk(600)


def watch_of(disk: SmallDisk, share: int = 100 * MIB, kept: int = 64 * MIB) -> Watch:
    """The watch of a house whose only learner is `UID`."""
    home = Home("jeune-a", UID, (disk.home,))
    return Watch(disk.house, share, kept, lambda: [home])


def until(true: Callable[[], object], seconds: float = 40) -> bool:
    """Whether it comes true in time."""
    limit = time.monotonic() + seconds
    while not true() and time.monotonic() < limit:
        time.sleep(0.02)
    return bool(true())


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(WRITES, id="writes"),
        pytest.param(DELETED, id="deleted but open"),
        pytest.param(MAPPED, id="mapped"),
        pytest.param(DEEP, id="deeper than any path"),
        pytest.param(ORPHANS, id="orphans that write and die"),
        pytest.param(TINY, id="files of nothing"),
    ],
)
def test_one_loop_is_stopped_before_it_takes_the_disk(
    small: SmallDisk, server: int, code: str
) -> None:
    with watching(watch_of(small)):
        bomb = small.start(code)
        assert until(lambda: bomb.poll() is not None)
        least = small.free()
    assert bomb.returncode == -signal.SIGKILL, bomb.communicate()
    assert least > 32 * MIB
    os.kill(server, 0)  # what saves the learner's notebook goes on
    assert note.read(small.house).stopped.keys() == {"jeune-a"}


def test_room_is_not_taken_without_writing_it(small: SmallDisk) -> None:
    before = small.free()
    said, _ = small.start(ALLOCATES.replace("while True:", "for _ in range(3):")).communicate()
    if os.uname().machine not in ("x86_64", "aarch64"):
        pytest.skip("no filter for this processor")
    assert said.count("ENOTSUP") + said.count("EOPNOTSUPP") == 3, said
    assert (
        before - small.free() < 250 * MIB
    )  # posix_fallocate writes: RLIMIT_FSIZE and the watch see it


def test_who_keeps_little_is_never_stopped(small: SmallDisk, server: int) -> None:
    code = "for n in range(60):\n with open(f'x{n % 3}', 'wb', 0) as f: f.write(bytes(1 << 20))\n"
    with watching(watch_of(small)):
        program = small.start(code + "print('fini')")
        said, _ = program.communicate()
    assert said == "fini\n"
    assert note.read(small.house).stopped == {}


def test_who_was_stopped_can_make_room_and_is_then_forgiven(small: SmallDisk, server: int) -> None:
    watch = watch_of(small)
    watch.remembered = 1.0
    with watching(watch):
        bomb = small.start(WRITES)
        assert until(lambda: bomb.poll() is not None)
        for file in small.home.glob("gros*"):
            file.unlink()
        assert until(lambda: note.read(small.house).stopped == {}, 15)


def test_the_reserve_is_given_up_in_need_and_made_again(small: SmallDisk, server: int) -> None:
    watch = watch_of(small, kept=64 * MIB)
    with watching(watch):
        assert note.read(small.house).reserve or until(lambda: note.read(small.house).reserve)
        filler = small.house / "autre chose"
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, small.free() - 2 * MIB)
        assert until(lambda: not note.read(small.house).reserve)
        assert small.free() > 50 * MIB
        filler.unlink()
        assert until(lambda: note.read(small.house).reserve, 20)


def test_what_ext4_keeps_for_root_is_out_of_learners_reach(make_disk: MakeDisk) -> None:
    disk = make_disk(200, for_root=10)
    program = disk.start(WRITES)
    said, _ = program.communicate()
    assert "No space left" in said
    (disk.house / "pixel.db").write_bytes(bytes(8 * MIB))


def test_the_oldest_process_is_the_server(small: SmallDisk, server: int) -> None:
    other = small.start(SERVER)
    assert other.stdout is not None
    other.stdout.readline()
    found = processes.of_learners(UID.__eq__)[UID]
    assert [one.pid for one in found] == [server, other.pid]


def test_a_path_of_nobody_measures_nothing(tmp_path: Path) -> None:
    from quartiers.kernels.disk.usage import Ceiling, measure

    assert measure(UID, [tmp_path / "absent"], [], Ceiling(1, 1)).size == 0
