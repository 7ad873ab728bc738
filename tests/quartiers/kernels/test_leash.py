"""A leashed process does not outlive the one that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from quartiers.kernels.leash import leashed_command

# starts a leashed sleeper, says its pid, and waits to be killed
MASTER = """
import subprocess, sys, time
print(subprocess.Popen(sys.argv[1:]).pid, flush=True)
time.sleep(600)
"""


def test_killing_the_master_ends_the_leashed_process() -> None:
    command = [sys.executable, "-c", MASTER, *leashed_command(["sleep", "600"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as master:
        assert master.stdout is not None
        leashed = int(master.stdout.readline())
        _wait_for_program(leashed, "sleep")
        master.send_signal(signal.SIGKILL)
    assert _wait_for_end(leashed)


def test_the_command_is_run_as_it_is() -> None:
    said = subprocess.run(leashed_command(["echo", "a b", "--c"]), capture_output=True, text=True)
    assert said.stdout == "a b --c\n"


def _wait_for_program(pid: int, name: str) -> None:
    while Path(f"/proc/{pid}/comm").read_text().strip() != name:
        time.sleep(0.02)


def _wait_for_end(pid: int) -> bool:
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False
