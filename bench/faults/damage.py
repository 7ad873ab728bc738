"""Files that come back empty, cut or full of nothing: state, stores, a learner's notebook."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from faults.kinds import Fault, NotMet, Untrue
from faults.live import Refused
from faults.locks import forget_neighbours, gradebook, put_back, store
from faults.scene import Scene
from faults.young import NotNow, mark_of

FORMS = ("empty", "cut", "zeros", "noise", "absent")
# A store has its own kind; the reserve is five hundred megabytes of nothing.
NOT_STATE = (".sqlite", ".sqlite-journal", ".sqlite-wal", ".sqlite-shm", "reserve")


def damage(path: Path, form: str, rng: random.Random) -> None:
    """Do to a file what a bad card does."""
    size = path.stat().st_size
    if form == "absent":
        path.unlink()
    elif form == "cut":
        with path.open("r+b") as file:
            file.truncate(size // 2)
    else:
        fill = {"empty": b"", "zeros": bytes(size), "noise": rng.randbytes(size)}[form]
        with path.open("r+b") as file:  # its owner and its mode stay
            file.truncate(len(fill))
            file.write(fill)


def state_file(scene: Scene) -> None:
    """Everything stops, and one or two state files are damaged when it starts again."""
    scene.house.kill_everything()
    folder = scene.house.settings.hub_folder
    there = sorted(one for one in folder.iterdir() if one.is_file())
    state = [one for one in there if not one.name.endswith(NOT_STATE)]
    for file in scene.rng.sample(state, scene.rng.choice((1, 2))):
        form = scene.rng.choice(FORMS)
        scene.note(f"{file.name} {form}")
        damage(file, form, scene.rng)


def hub_store(scene: Scene) -> None:
    """The Hub's accounts: can be made anew."""
    scene.house.kill_everything()
    _damage_store(scene, scene.house.settings.hub_database, FORMS)


def grades(scene: Scene) -> None:
    """nbgrader's gradebook: can be made anew from the box."""
    path = gradebook(scene)
    if not path.exists():
        raise NotMet("no gradebook yet")
    scene.house.kill_everything()
    _damage_store(scene, path, ("empty", "cut", "noise", "absent"))


def main_store(scene: Scene) -> None:
    """The store itself cannot be made anew: its file is named; a copy put back opens the house."""
    scene.house.close()
    path = store(scene)
    copy = scene.house.folder / "sauvegarde.db"
    shutil.copy2(path, copy)
    form = scene.rng.choice(("empty", "cut", "zeros", "noise"))
    scene.note(form)
    _damage_store(scene, path, (form,))
    try:
        scene.house.open()
    except Refused as said:
        scene.judge_terminal()
        if "pixel.db" not in str(said):
            raise Untrue(f"the file is not named: {said}") from None
        put_back(copy, path)


def notebook(scene: Scene) -> None:
    """A learner's notebook is empty or full of noise: the lesson opens with an earlier version."""
    young = scene.rng.choice(scene.youngs)
    with young.turn:
        path, number = scene.notebook(young), young.number
        if not path.exists():
            raise NotMet("no work yet")
        form = scene.rng.choice(("empty", "cut", "zeros", "noise"))
        scene.note(form)
        damage(path, form, scene.rng)
        scene.ledger.gone_back(young.name, 0)
        try:
            young.arrive()
        except NotNow as reason:
            raise Untrue(f"the lesson does not open: {reason}") from None
        found = mark_of(path.read_bytes())
    if found is None or found[0] != young.name or found[1] > number:
        raise Untrue(f"a {form} notebook opens as {found}, {number} was saved")


def _damage_store(scene: Scene, path: Path, forms: tuple[str, ...]) -> None:
    form = scene.rng.choice(forms)
    scene.note(form)
    damage(path, form, scene.rng)
    forget_neighbours(path)


FAULTS = [
    Fault("damage-state", state_file),
    Fault("damage-hub-store", hub_store),
    Fault("damage-gradebook", grades),
    Fault("damage-store", main_store),
    Fault("damage-notebook", notebook),
]
