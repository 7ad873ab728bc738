"""What the warm process imports for the house costs learners nothing, and starts nothing."""

from __future__ import annotations

import subprocess
import sys

from quartiers.hub import warm_house
from quartiers.hub.services import PROGRAMS
from quartiers.kernels.template.child import main_function
from quartiers.kernels.template.keeper import ONE_THREAD

LOOK = """
import os, sys
from quartiers.hub import warm_house, warm_server
warm_server.warm()
warm_house.warm()
print("atelier" in sys.modules, len(os.listdir("/proc/self/task")))
"""


def test_every_program_of_the_house_can_be_found() -> None:
    for program in (warm_house.HUB, *PROGRAMS.values()):
        assert callable(main_function(program))


def test_the_learners_library_still_sleeps_and_there_is_one_thread() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=ONE_THREAD,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["False", "1"]
