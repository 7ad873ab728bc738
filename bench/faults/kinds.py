"""What a kind of fault is, and all of them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from faults.scene import Scene


def possible(_scene: Scene) -> str:
    """Nothing is missing."""
    return ""


@dataclass(frozen=True)
class Fault:
    """`inject` breaks something and, where it must be, mends it as the house says to.

    `missing` says why it cannot be tried here; empty when it can.
    """

    kind: str
    inject: Callable[[Scene], None]
    missing: Callable[[Scene], str] = possible


class NotMet(Exception):
    """The fault found nothing to break this time: it does not count."""


class Untrue(Exception):
    """The house did or said something else than what it should; the message says what."""


def all_kinds() -> dict[str, Fault]:
    """Every kind, by name."""
    from faults import clocks, damage, disks, doubles, kills, locks, network, powercuts, versions

    families = (kills, locks, damage, disks, powercuts, clocks, network, doubles, versions)
    every: Iterable[Fault] = (fault for family in families for fault in family.FAULTS)
    return {fault.kind: fault for fault in every}
