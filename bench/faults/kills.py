"""`kill -9` of each process, and of all at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from faults.kinds import Fault, NotMet
from faults.scene import Scene

PARTS = ("launcher", "hub", "proxy", "room", "grader", "template", "judge", "server", "kernel")


def kill(part: str) -> Callable[[Scene], None]:
    """Kill one process that plays this part."""

    def inject(scene: Scene) -> None:
        found = _find(scene, part)
        with suppress(ProcessLookupError):
            os.kill(scene.rng.choice(sorted(found)), signal.SIGKILL)
        if part == "launcher" and scene.house.process:
            scene.house.process.wait()

    return inject


def _find(scene: Scene, part: str) -> list[int]:
    """The pids of a part; for the judge, somebody hands in first."""
    if part == "judge":
        scene.somebody_hands_in()
    limit = time.monotonic() + (10 if part in ("judge", "kernel") else 2)
    while not (found := scene.roles().get(part, [])):
        if time.monotonic() > limit:
            raise NotMet(f"no {part} at this moment")
    return found


def kill_several(scene: Scene) -> None:
    """Two or three parts in the same instant."""
    found = scene.roles()
    for part in scene.rng.sample(sorted(found), min(len(found), scene.rng.choice((2, 3)))):
        for pid in found[part][:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def kill_all_servers(scene: Scene) -> None:
    """Every learner's server and kernel: as when the memory runs out."""
    found = scene.roles()
    for pid in (*found.get("server", ()), *found.get("kernel", ())):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def freeze(part: str) -> Callable[[Scene], None]:
    """Stop a process for some seconds: it is there, and does not answer."""

    def inject(scene: Scene) -> None:
        found = _find(scene, part)
        with suppress(ProcessLookupError):
            os.kill(found[0], signal.SIGSTOP)
            scene.sleep(scene.rng.uniform(2, 8))
            os.kill(found[0], signal.SIGCONT)

    return inject


FAULTS = [
    *(Fault(f"kill-{part}", kill(part)) for part in PARTS),
    Fault("kill-several", kill_several),
    Fault("kill-servers", kill_all_servers),
    Fault("kill-everything", lambda scene: scene.house.kill_everything()),
    *(Fault(f"freeze-{part}", freeze(part)) for part in ("hub", "room", "grader", "proxy")),
]
