"""Somebody else holds a database: a backup, a curious adult, a virus scanner."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from faults.kinds import Fault, NotMet
from faults.scene import Scene


def hold(name: str, find: Callable[[Scene], Path], least: float, most: float) -> Fault:
    """Hold the write lock of a store for so many seconds."""

    def inject(scene: Scene) -> None:
        path = find(scene)
        if not path.exists():
            raise NotMet(f"{path.name} is not there yet")
        with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            scene.sleep(scene.rng.uniform(least, most))
            connection.execute("ROLLBACK")

    return Fault(name, inject)


def put_back(copy: Path, path: Path) -> None:
    """Put a copy in the place of a store that nobody has open: the log of the other goes."""
    forget_neighbours(path)
    shutil.copy2(copy, path)


def forget_neighbours(path: Path) -> None:
    """The log and its index, which speak of the file that was there."""
    for end in ("-wal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def store(scene: Scene) -> Path:
    """The séances, the learners, the queue."""
    return scene.house.data / "pixel.db"


def gradebook(scene: Scene) -> Path:
    """nbgrader's own."""
    found = sorted((scene.house.data / "cours").glob("*/gradebook.db"))
    return found[0] if found else scene.house.data / "cours/gradebook.db"


FAULTS = [
    hold("lock-store", store, 1, 15),
    hold("lock-store-long", store, 22, 40),
    hold("lock-hub", lambda scene: scene.house.settings.hub_database, 1, 20),
    hold("lock-gradebook", gradebook, 2, 25),
]
