"""An older store is brought up to date; a store of a later program is refused, untouched."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing

from faults.kinds import Fault, Untrue
from faults.live import House, Refused
from faults.locks import put_back, store
from faults.scene import Scene
from quartiers.settings import REPOSITORY

OLDEST = REPOSITORY / "tests/quartiers/sessions/premiere_version.sql"
LATER = "UPDATE meta SET value = '999' WHERE key = 'schema'"


def downgrade(scene: Scene) -> None:
    """A later program used this folder yesterday; today's says so and changes nothing."""
    scene.house.close()
    path = store(scene)
    copy = scene.house.folder / "sauvegarde.db"
    shutil.copy2(path, copy)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(LATER)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        scene.house.open()
        raise Untrue("it opened the store of a later program")
    except Refused as said:
        scene.judge_terminal()
        if "version" not in str(said):
            raise Untrue(f"it does not say why: {str(said)[-300:]}") from None
        if hashlib.sha256(path.read_bytes()).hexdigest() != before:
            raise Untrue("it changed the store that it refused") from None
    finally:
        scene.house.kill_everything()
        put_back(copy, path)


def upgrade(scene: Scene) -> None:
    """Another house, whose store is that of the first version: it opens with all its learners."""
    folder = scene.house.folder / "ancienne"
    other = House(folder, folder / "donnees")
    (other.data).mkdir(parents=True, mode=0o711)
    folder.chmod(0o711)
    for name in ("publie", "cours"):  # so that lessons are not built once more
        shutil.copytree(scene.house.data / name, other.data / name, symlinks=True)
    with closing(sqlite3.connect(other.data / "pixel.db")) as connection:
        connection.executescript(OLDEST.read_text())
        before = _learners(connection)
    try:
        other.open()
        with closing(sqlite3.connect(other.data / "pixel.db")) as connection:
            after = _learners(connection)
        if not before or not before <= after:
            raise Untrue(f"learners before {before}, after {after}")
    except Refused as said:
        raise Untrue(f"an older store does not open: {str(said)[-300:]}") from None
    finally:
        other.erase()


def _learners(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT id, pseudo FROM learners").fetchall())


FAULTS = [Fault("downgrade-refused", downgrade), Fault("upgrade", upgrade)]
