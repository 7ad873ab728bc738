"""cgroup v2: a group of processes for each learner, with ceilings of its own, ended in one go.

Only where somebody gave us a part of the hierarchy: a systemd unit with `Delegate=yes`, or the
root of it (a container, a machine without systemd). Elsewhere there are no groups, and rlimits,
which count process by process, remain. Layout: the house's own processes move to `HOUSE`, because
the kernel gives ceilings only to groups whose parent has no process; learners are in `LEARNERS`,
one such folder a house.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

HOUSE, LEARNERS = "quartiers-maison", "quartiers-jeunes"
WANTED = ("cpu", "memory", "pids")
DELEGATED = ("trusted.delegate", "user.delegate")  # marks that systemd leaves on what it gives away
MIB = 1024 * 1024
ENDING_SECONDS = 3.0


@dataclass(frozen=True)
class Ceilings:
    """What one learner's processes may take together.

    `memory` in MiB: a server, two kernels and a film being encoded stay under half of it. A kernel
    that goes beyond is ended alone; nothing is swapped, which would slow everybody down.
    `processes` and threads. `weight`: the same share of the cores for each learner who wants it.
    """

    memory: int = 1024
    processes: int = 256
    weight: int = 100

    def files(self) -> dict[str, str]:
        """The group's files and what to write in them."""
        return {
            "memory.max": str(self.memory * MIB),
            # from here on the kernel takes back what it can, before it has to end anything
            "memory.high": str(self.memory * MIB * 7 // 8),
            "memory.swap.max": "0",
            "pids.max": str(self.processes),
            "cpu.weight": str(self.weight),
        }


@dataclass(frozen=True)
class Hierarchy:
    """The part of the hierarchy that is ours, and what its groups can be bounded by."""

    base: Path
    controllers: frozenset[str]

    @property
    def bounds(self) -> bool:
        """Whether memory and processes can have a ceiling here."""
        return {"memory", "pids"} <= self.controllers


def available() -> Hierarchy | None:
    """Ours on this machine; None where nothing was given to us, or where we may not write."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8")
        own = Path("/proc/self/cgroup").read_text(encoding="utf-8")
    except OSError:
        return None
    mount, path = mount_point(mounts), own_path(own)
    return None if mount is None or path is None else hierarchy(mount, path)


def hierarchy(mount: Path, path: str) -> Hierarchy | None:
    """What we may do with the group `path` (as /proc/self/cgroup names it) mounted at `mount`."""
    base = mount / path.strip("/")
    given = base == mount or is_delegated(base)
    if not given or not os.access(base / "cgroup.procs", os.W_OK):
        return None
    return Hierarchy(base, frozenset(_read(base / "cgroup.controllers").split()))


def mount_point(mountinfo: str) -> Path | None:
    """Where cgroup2 is mounted, read from /proc/self/mountinfo."""
    for line in mountinfo.splitlines():
        mounted, _, source = line.partition(" - ")
        if source.startswith("cgroup2 "):
            return Path(mounted.split()[4].replace("\\040", " "))
    return None


def own_path(text: str) -> str | None:
    """The path of the group we had before some of us moved to `HOUSE`, from /proc/self/cgroup."""
    for line in text.splitlines():
        if line.startswith("0::"):
            return line[3:].removesuffix(f"/{HOUSE}") or "/"
    return None


def is_delegated(base: Path) -> bool:
    """Whether systemd says that this group is its owner's."""
    for mark in DELEGATED:
        with contextlib.suppress(OSError):
            if os.getxattr(base, mark) == b"1":
                return True
    return False


@dataclass(frozen=True)
class Groups:
    """The learners' groups, under `folder`."""

    folder: Path
    ceilings: Ceilings = Ceilings()

    def make(self, name: str) -> Path | None:
        """The group of one learner, with its ceilings; None, and a line in the log, if it fails."""
        group = self.folder / name
        try:
            group.mkdir(exist_ok=True)
            for file, value in self.ceilings.files().items():
                if (group / file).exists():  # each comes with its controller
                    (group / file).write_text(value, encoding="ascii")
        except OSError as reason:
            log.warning("no group for %s: %s", name, reason)
            return None
        return group

    async def end(self, name: str) -> None:
        """Kill all that is in a learner's group, nothing can fork away, and remove it."""
        group = self.folder / name
        with contextlib.suppress(OSError):
            (group / "cgroup.kill").write_text("1", encoding="ascii")
        for _ in range(int(ENDING_SECONDS / 0.05)):
            try:
                group.rmdir()
            except FileNotFoundError:
                return
            except OSError:  # its processes are dying
                await asyncio.sleep(0.05)


def prepare(found: Hierarchy | None, house: str) -> Groups | None:
    """Make the learners' part, before anything else of ours starts; None where there is none.

    `house` tells two houses of one machine apart: the one that closes removes nothing of the other.
    """
    if found is None:
        return None
    try:
        folder = learners_of(found, house)
        folder.mkdir(exist_ok=True)
        switch_on(found.base, found.controllers)
        switch_on(folder, found.controllers)
    except OSError as reason:
        log.warning("no groups of processes here: %s", reason)
        return None
    return Groups(folder)


def switch_on(group: Path, controllers: frozenset[str]) -> None:
    """Let the children of a group be bounded. OSError where the kernel refuses."""
    words = " ".join(f"+{name}" for name in WANTED if name in controllers)
    if not words:
        return
    try:
        (group / "cgroup.subtree_control").write_text(words, encoding="ascii")
    except OSError as reason:
        if reason.errno != errno.EBUSY:
            raise
        make_room(group)
        (group / "cgroup.subtree_control").write_text(words, encoding="ascii")


def make_room(group: Path) -> None:
    """Move the processes of a group into its child `HOUSE`."""
    house = group / HOUSE
    house.mkdir(exist_ok=True)
    for pid in set(_read(group / "cgroup.procs").split()) - {"0"}:  # 0: not of our pid namespace
        with contextlib.suppress(ProcessLookupError):
            (house / "cgroup.procs").write_text(pid, encoding="ascii")


def learners_of(found: Hierarchy, house: str) -> Path:
    """The folder of the learners' groups of one house."""
    return found.base / f"{LEARNERS}-{house}"


def prepared(found: Hierarchy | None, house: str) -> Groups | None:
    """What `prepare` made, seen from another process of the house."""
    folder = learners_of(found, house) if found else None
    return Groups(folder) if folder and os.access(folder, os.W_OK) else None


def remove(groups: Groups | None) -> None:
    """Take the learners' part away once it is empty."""
    if groups is None or not groups.folder.is_dir():
        return
    # a server that ended by itself leaves an empty group; one with processes refuses to go
    for folder in (*(one for one in groups.folder.iterdir() if one.is_dir()), groups.folder):
        with contextlib.suppress(OSError):
            folder.rmdir()


def enter(group: Path) -> None:
    """Move this process, and all that it will start, into a group. OSError."""
    (group / "cgroup.procs").write_text("0", encoding="ascii")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""
