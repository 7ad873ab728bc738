"""A full disk and a disk that can only be read: they need a disk of one's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from faults.kinds import Fault, NotMet, Untrue
from faults.live import Refused
from faults.scene import Scene


def no_disk(scene: Scene) -> str:
    """Why not, here."""
    return "" if scene.disk is not None else "needs root and loop devices"


def fill(folder: Path) -> Path:
    """Take all the room that is left; the file that does."""
    path = folder / ".trop"
    with path.open("wb") as file:
        for step in (1 << 26, 1 << 20, 1 << 12):
            while shutil.disk_usage(folder).free > step:
                try:
                    os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), step)
                except OSError:
                    break
    return path


def full(scene: Scene) -> None:
    """No room for some seconds, while everybody works."""
    path = fill(scene.disk.root)
    scene.sleep(scene.rng.uniform(4, 12))
    path.unlink()


def full_at_opening(scene: Scene) -> None:
    """No room when the adult opens: said, and it opens once there is room."""
    scene.house.kill_everything()
    path = fill(scene.disk.root)
    try:
        scene.house.open()
    except Refused as said:
        scene.judge_terminal()
        if "plein" not in str(said):
            raise Untrue(f"a full disk is said so: {str(said)[-300:]}") from None
    finally:
        path.unlink()


def read_only(scene: Scene) -> None:
    """The system stops trusting the disk while everybody works; the box is switched off and on."""
    _mount(scene, "remount,abort")
    scene.sleep(scene.rng.uniform(2, 6))
    scene.house.kill_everything()
    scene.disk.start_again()


def read_only_at_opening(scene: Scene) -> None:
    """The disk can only be read when the adult opens."""
    scene.house.kill_everything()
    try:
        _mount(scene, "remount,ro")
    except subprocess.CalledProcessError:
        raise NotMet("somebody still writes there") from None
    try:
        scene.house.open()
        raise Untrue("it opened on a disk where nothing can be written")
    except Refused as said:
        scene.judge_terminal()
        if "écrire" not in str(said):
            raise Untrue(f"a read-only disk is said so: {str(said)[-300:]}") from None
    finally:
        scene.house.kill_everything()
        _mount(scene, "remount,rw")


def _mount(scene: Scene, options: str) -> None:
    command = ["mount", "-o", options, str(scene.disk.root)]
    subprocess.run(command, check=True, capture_output=True)


FAULTS = [
    Fault("disk-full", full, no_disk),
    Fault("disk-full-opening", full_at_opening, no_disk),
    Fault("disk-read-only", read_only, no_disk),
    Fault("disk-read-only-opening", read_only_at_opening, no_disk),
]
