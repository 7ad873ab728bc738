"""Two houses where there must be one."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from faults import texts
from faults.kinds import Fault, Untrue
from faults.live import House
from faults.scene import Scene
from quartiers.hub.ports import any_free_port

REFUSAL_SECONDS = 90


def refused(house: House, terminal: Path, *more: str) -> str:
    """Type the command once more: what it says, having ended by itself with a sentence."""
    second = house.run(terminal, *more)
    try:
        code = second.wait(REFUSAL_SECONDS)
    except subprocess.TimeoutExpired:
        second.kill()
        second.wait()
        raise Untrue(f"a second house opened: {terminal.read_text()[-200:]}") from None
    said = terminal.read_text()
    if code == 0 or texts.faults_of(texts.seen("text/plain", said)):
        raise Untrue(f"code {code}: {said[-300:]}")
    return said


def same_folder(scene: Scene) -> None:
    """The command typed twice, in two terminals, on two ports."""
    said = refused(scene.house, scene.house.folder / "second", "--port", str(any_free_port()))
    if str(scene.house.data) not in said or "--donnees" not in said:
        raise Untrue(f"it says neither where nor what else: {said[-300:]}")


def same_store(scene: Scene) -> None:
    """Another folder, and the store of the first."""
    other = House(scene.house.folder / "autre", scene.house.folder / "autre/donnees")
    other.folder.mkdir(mode=0o711)
    other.environment = {"QUARTIERS_DATABASE_URL": f"sqlite:///{scene.house.data / 'pixel.db'}"}
    try:
        said = refused(other, other.folder / "terminal")
        if "autre" not in said or "--donnees" not in said:
            raise Untrue(f"it does not say whose store that is: {said[-300:]}")
    finally:
        with suppress(Exception):
            other.kill_everything()
        shutil.rmtree(other.folder, ignore_errors=True)


FAULTS = [Fault("two-one-folder", same_folder), Fault("two-one-store", same_store)]
