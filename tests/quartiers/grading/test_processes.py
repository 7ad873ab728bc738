"""Finding and ending what a kernel started."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from quartiers.grading.processes import (
    ENDED,
    Process,
    belonging,
    cpu_seconds,
    end_all,
    parse_stat,
    snapshot,
)

STAT = "42 (un (nom) étrange) S 7 42 40 0 -1 4194560 1 2 3 4 150 50 20 30 20 0 1 0 99 0 0"


def test_a_name_with_brackets_is_read_and_cpu_counts_the_children_waited_for() -> None:
    found = parse_stat(STAT, uid=300_001)
    assert found.cpu == pytest.approx(250 / os.sysconf("SC_CLK_TCK"))
    assert (found.pid, found.parent, found.session, found.state) == (42, 7, 40, "S")
    assert found.uid == 300_001


def process(pid: int, parent: int, session: int = 0, uid: int = 0) -> Process:
    return Process(pid, parent, session, 1.0, uid=uid)


def test_descendants_the_session_and_the_uid_belong_to_the_kernel_and_nobody_else() -> None:
    others = [process(1, 0), process(2, 1), process(9, 2, session=9, uid=5)]
    kernel = [
        process(10, 2, session=10),
        process(11, 10),
        process(12, 11, session=12),
        process(13, 1, session=10),
        process(14, 1, session=14, uid=300_001),
        process(15, 14, session=15),
    ]
    found = belonging(10, 300_001, [*others, *kernel])
    assert [one.pid for one in found] == [10, 11, 12, 13, 14, 15]


def test_without_a_uid_of_its_own_only_the_family_belongs() -> None:
    found = belonging(10, None, [process(10, 1), process(11, 1, uid=0)])
    assert [one.pid for one in found] == [10]


def test_a_whole_family_ends() -> None:
    nest = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', "
    nest += "'import time; time.sleep(600)']); print('né', flush=True); time.sleep(600)"
    root = subprocess.Popen(
        [sys.executable, "-c", nest], start_new_session=True, stdout=subprocess.PIPE
    )
    assert root.stdout is not None
    root.stdout.readline()
    family = {one.pid for one in belonging(root.pid, None, snapshot())}
    assert len(family) == 2
    assert cpu_seconds(root.pid, None) > 0
    end_all(root.pid, None)
    root.wait()
    assert not family & {one.pid for one in snapshot() if one.state not in ENDED}
    root.stdout.close()
