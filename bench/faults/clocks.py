"""A clock that is wrong, or that somebody puts right, without touching the machine's own.

The house runs in a mount namespace of its own whose `/etc/ld.so.preload` names a small library
that moves the clock on the wall: its programs and all their children, and nobody else's.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from faults.kinds import Fault
from faults.scene import Scene

SOURCE = Path(__file__).with_name("clock.c")
HOUR, DAY, YEAR = 3600, 86_400, 365 * 86_400
STEPS = (-20 * YEAR, -YEAR, -DAY, -2 * HOUR, -90, 90, HOUR, 3 * DAY, YEAR)
ENTER = """
set -e
mount -t overlay overlay -o lowerdir="$0":/etc /etc
exec "$@"
"""


def prepare(folder: Path) -> tuple[str, ...]:
    """The words before the house's command; none where this machine cannot."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("gcc", "unshare", "mount"))):
        return ()
    moved, library, etc = folder / "horloge", folder / "horloge.so", folder / "etc"
    moved.write_bytes(struct.pack("l", 0))
    moved.chmod(0o644)
    compile_ = ["gcc", "-O2", "-shared", "-fPIC", f'-DMOVED_BY="{moved}"']
    subprocess.run([*compile_, "-o", library, SOURCE, "-ldl"], check=True)
    library.chmod(0o755)
    etc.mkdir(mode=0o755)
    (etc / "ld.so.preload").write_text(f"{library}\n")
    enter = ("unshare", "--mount", "--propagation", "slave", "sh", "-c", ENTER, str(etc))
    tried = subprocess.run([*enter, "true"], capture_output=True)
    return enter if tried.returncode == 0 else ()


def move(scene: Scene, seconds: int) -> None:
    """Move the house's clock to so many seconds from the true one, at once."""
    with (scene.house.folder / "horloge").open("r+b") as file:
        file.write(struct.pack("l", seconds))


def no_clock(scene: Scene) -> str:
    """Why not, here."""
    return "" if scene.house.before else "needs root, gcc and mount namespaces"


def step(again: bool) -> Callable[[Scene], None]:
    """The clock steps while everybody works, or while the house is closed; later it is put right.

    Everybody must come back while it is wrong.
    """

    def inject(scene: Scene) -> None:
        seconds = scene.rng.choice(STEPS)
        scene.note(f"{seconds / DAY:+.2f} days")
        if again:
            scene.house.kill_everything()
        move(scene, seconds)
        try:
            scene.come_back()
            scene.wait_graded()
        finally:
            move(scene, 0)

    return inject


FAULTS = [
    Fault("clock-step", step(again=False), no_clock),
    Fault("clock-opening", step(again=True), no_clock),
]
