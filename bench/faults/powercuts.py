"""The power goes: what was not flushed is gone, on a disk whose journal is replayed."""

from __future__ import annotations

import time
from contextlib import suppress

from faults.disks import no_disk
from faults.kinds import Fault
from faults.live import Refused
from faults.scene import Scene


def cut(scene: Scene) -> None:
    """Cut while everybody works."""
    scene.disk.cut(names_first=scene.rng.random() < 0.7)
    scene.house.kill_everything()


def cut_at_opening(scene: Scene) -> None:
    """Cut while the house opens."""
    scene.house.kill_everything()
    scene.house.process = scene.house.run(scene.house.journal)
    time.sleep(scene.rng.uniform(0.3, 8))
    cut(scene)


def cut_twice(scene: Scene) -> None:
    """Cut, opened again, cut at once."""
    cut(scene)
    with suppress(Refused):
        scene.house.open()
    scene.sleep(scene.rng.uniform(0, 3))
    cut(scene)


FAULTS = [
    Fault("cut", cut, no_disk),
    Fault("cut-opening", cut_at_opening, no_disk),
    Fault("cut-twice", cut_twice, no_disk),
]
