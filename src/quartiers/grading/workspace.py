"""The throw-away folder and identity of one graded notebook."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quartiers.grading.processes import NOBODY, end_all, is_alive
from quartiers.kernels.contain import Walls
from quartiers.kernels.containment import Containment, available
from quartiers.kernels.limits import Limits
from quartiers.settings import Settings

GRADING_UIDS = 100_000
"""Throw-away uids start this far above the learners' own (which start at `uid_base`)."""
UIDS_IN_TURN = 1_000

PREFIX = "pixel-correction-"

MACHINE_LOCKS = Path("/run/quartiers-du-pixel")
"""Two houses of one machine have the same uids: they share the locks, where /run is open to us."""

# A film being encoded takes a thread and a half for each core of the machine.
PROCESS_LIMITS = Limits(memory=2048, file=64, processes=128, files=512, cpu=120)


REFUSED = "Je ne corrige pas ici : lancez-moi avec sudo, ou sur un Linux qui a Landlock."


class GradingRefused(Exception):
    """Nothing on this machine can contain a learner's code; the message is for the adult."""


@dataclass(frozen=True)
class Workspace:
    """The home and working folder of one process; `uid` None is our own account."""

    folder: Path
    uid: int | None
    claim: int | None = None
    """The open lock by which no other grader takes the same uid meanwhile."""

    @property
    def walls(self) -> Walls:
        """No network, no other folder, bounded resources, gone with us."""
        return Walls(
            home=self.folder,
            uid=self.uid,
            login="correction",
            network=False,
            die_with_parent=True,
            keep_env=("PYTHONPATH",),
            limits=PROCESS_LIMITS,
        )

    def bring(self, source: Path) -> None:
        """Copy the lesson's published media: all that a learner's code may read."""
        for entry in sorted(source.iterdir()) if source.is_dir() else ():
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, self.folder / entry.name, symlinks=True)
        self.give_away()

    def give_away(self) -> None:
        """Make the throw-away uid the owner of everything inside."""
        if self.uid is None:
            return
        for parent, folders, files in os.walk(self.folder):
            for name in ("", *folders, *files):
                os.chown(Path(parent, name), self.uid, self.uid, follow_symlinks=False)

    def remove(self) -> None:
        """Forget everything; all its processes must be gone."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.claim is not None:
            os.close(self.claim)


def is_strong_enough(means: Containment) -> bool:
    """Whether a submission can be kept from our files: by a uid of its own, or by Landlock."""
    return means.own_uid or means.landlock_abi > 0


@cache
def _means() -> Containment:
    """A machine does not change while a grader lives, and each copy needs two workspaces."""
    return available()


def new_workspace(settings: Settings) -> Workspace:
    """A fresh folder under the system's temporary folder, with its uid when we are root.

    Raises GradingRefused where a learner's code would see our files.
    """
    means = _means()
    if not is_strong_enough(means):
        raise GradingRefused(f"{means.sentence} {REFUSED}")
    uid, claim = claim_uid(settings) if means.own_uid else (None, None)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    workspace = Workspace(folder, uid, claim)
    workspace.give_away()
    return workspace


def claim_uid(settings: Settings) -> tuple[int, int]:
    """A throw-away uid that no other grader uses, and the lock to close when it is free again.

    Two submissions with one uid could read, and end, each other. A lock ends with its grader.
    """
    for _ in range(UIDS_IN_TURN):
        uid = settings.uid_base + GRADING_UIDS + next(_turns)
        lock = claimed(settings, uid)
        if lock is not None:
            return uid, lock
    raise GradingRefused("Trop de corrections en même temps. Attendez la fin des premières.")


def claimed(settings: Settings, uid: int) -> int | None:
    """The lock on this uid, taken; None while a grader of any house of this machine holds it."""
    locks = MACHINE_LOCKS if os.access(MACHINE_LOCKS.parent, os.W_OK) else settings.data
    folder = locks / "correction"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / f"{uid}.verrou", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


def sweep(settings: Settings) -> int:
    """Remove what graders that died suddenly left behind, processes first; returns how many."""
    uids = range(*(settings.uid_base + GRADING_UIDS + edge for edge in (0, UIDS_IN_TURN)))
    swept = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner, grader = owner_of(folder), grader_of(folder)
        if not grader or is_alive(grader) or owner not in (*uids, os.geteuid()):
            continue
        if owner in uids:
            _end_leavings(settings, owner)
        shutil.rmtree(folder, ignore_errors=True)
        swept += 1
    return swept


def _end_leavings(settings: Settings, uid: int) -> None:
    """End all processes of a uid, unless a living grader has taken it since."""
    lock = claimed(settings, uid)
    if lock is not None:
        end_all(NOBODY, uid)
        os.close(lock)


def owner_of(folder: Path) -> int:
    """The uid of a folder's owner; NOBODY when it has just gone, removed by its living grader."""
    try:
        return folder.lstat().st_uid
    except FileNotFoundError:
        return NOBODY


def grader_of(folder: Path) -> int:
    """The pid of the grader that made a workspace, from the folder's name; 0 if it has none."""
    pid = folder.name.removeprefix(PREFIX).partition("-")[0]
    return int(pid) if pid.isdecimal() else 0


def _in_turn() -> Iterator[int]:
    """0 to UIDS_IN_TURN - 1 for ever, from a place of our own so that two graders rarely meet."""
    start = os.getpid() % UIDS_IN_TURN
    return (number % UIDS_IN_TURN for number in itertools.count(start))


_turns = _in_turn()
