"""What this machine has at this moment: memory, cores, disk, network, port, programs."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

from quartiers.hub.diagnostic.capacity import Means
from quartiers.hub.diagnostic.costs import MIB
from quartiers.hub.diagnostic.protections import Facts
from quartiers.hub.network import cards, lan_addresses
from quartiers.hub.place import find_node, find_packages
from quartiers.hub.ports import is_free
from quartiers.hub.supervision import answers
from quartiers.hub.workshops_port import choose_port, known_port
from quartiers.kernels import cgroup, landlock, namespaces, seccomp
from quartiers.kernels.containment import Containment
from quartiers.kernels.walls import active_walls
from quartiers.settings import Settings, SettingsError


@dataclass(frozen=True)
class Found:
    """`disk` in MiB; `port`: free, taken by another program, kept for the administrator, or our
    own open house; `workshops`: the second public port, None when there is none; `trouble`: what
    is missing to open, in French."""

    means: Means
    facts: Facts
    addresses: tuple[str, ...]
    port: str
    workshops: int | None
    disk: float
    writable: bool
    trouble: str = ""


def look(settings: Settings, containment: Containment) -> Found:
    """Look; nothing is written and nothing is sent on the network."""
    port = port_state(settings.port)
    memory = psutil.virtual_memory().available / MIB
    folder = nearest(settings.data)
    return Found(
        Means(min(memory, room_in_our_group()), cores(), port == "ours"),
        facts(containment),
        tuple(lan_addresses(cards())),
        port,
        second_port(settings, port),
        psutil.disk_usage(str(folder)).free / MIB,
        os.access(folder, os.W_OK | os.X_OK),
        missing_program(),
    )


def facts(containment: Containment) -> Facts:
    """What can protect here."""
    found = cgroup.available()
    return Facts(
        root=os.geteuid() == 0,
        landlock=landlock.abi_version(),
        closed=containment.closed,
        seccomp=seccomp.available() and "Seccomp:" in Path("/proc/self/status").read_text(),
        namespaces=namespaces.strongest() != "none",
        hidden=namespaces.hides_processes(),
        ceilings=found is not None and found.bounds,
        groups=found is not None,
        kernel=platform.release(),
        grading=active_walls(),
    )


def port_state(port: int) -> str:
    """`free`, `ours`, `taken` or `kept`."""
    try:
        if is_free(port, "0.0.0.0"):
            return "free"
    except PermissionError:
        return "ours" if is_our_house(port) else "kept"
    return "ours" if is_our_house(port) else "taken"


def second_port(settings: Settings, state: str) -> int | None:
    """The port of the workshops: that of our open house, or the one that it would take."""
    known = known_port(settings)
    if state == "ours" and known is not None:
        return known
    try:
        return choose_port(settings.port, known)
    except SettingsError:
        return None


def is_our_house(port: int) -> bool:
    """Whether the first page of a room is served there."""
    return answers(f"http://127.0.0.1:{port}/services/salle/")


def nearest(folder: Path) -> Path:
    """The folder, or the closest of its parents that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def cores() -> int:
    """The cores that we may use."""
    return len(os.sched_getaffinity(0))


def room_in_our_group() -> float:
    """What our own cgroup may still take, in MiB: a box inside a bigger machine has a ceiling."""
    found = cgroup.available()
    if found is None:
        return float("inf")
    try:
        most = int((found.base / "memory.max").read_text())
        return (most - int((found.base / "memory.current").read_text())) / MIB
    except (OSError, ValueError):  # no controller, or «max»
        return float("inf")


def missing_program() -> str:
    """What the door has not installed yet, in French; empty when all is there."""
    try:
        find_node()
        find_packages()
    except SettingsError as reason:
        return str(reason)
    return ""
