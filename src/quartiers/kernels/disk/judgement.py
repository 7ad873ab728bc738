"""Decides whom to look at closely and whom to stop; no disk, no process, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Whom = Literal["programs", "everything", "nobody"]
MIB = 1024 * 1024
STEP = 8 * MIB
"""Room that went away since the last look, for which it is worth another."""
STEP_FILES = 400
LITTLE = 4 * MIB
"""What a program may write beyond its share before it is looked at: a picture it keeps."""
MUCH, MANY = 64 * MIB, 2_000
"""Room and files that went away by nobody's doing, for which all learners are measured: the house
writes too, and nobody is to be measured for each copy that it grades."""
SERVER_SLACK = 100 * MIB
"""What a Jupyter server may write beyond the share of its learner: saves never stop."""


@dataclass
class Account:
    """One learner: what they held at the last close look (None: nobody looked), and what their
    programs and their server wrote since, in bytes."""

    held: int | None = None
    files: int = 0
    by_programs: int = 0
    by_server: int = 0

    def counted(self, held: int, files: int) -> None:
        """A close look found this much."""
        self.held, self.files, self.by_programs, self.by_server = held, files, 0, 0


@dataclass(frozen=True)
class Written:
    """What the processes of a learner wrote between two looks."""

    programs: int
    server: int


@dataclass
class Ledger:
    """The accounts by uid, and what went away that no learner's process says it wrote."""

    accounts: dict[int, Account] = field(default_factory=dict)
    unexplained: int = 0
    new_files: int = 0

    def note(self, written: Mapping[int, Written]) -> None:
        """Add what was written since the last look."""
        for uid, one in written.items():
            account = self.accounts.setdefault(uid, Account())
            account.by_programs += one.programs
            account.by_server += one.server

    def all_are_suspects(
        self, dropped: int, files: int, written: Mapping[int, Written], *, low: bool
    ) -> bool:
        """Whether enough went away by nobody's doing to measure everybody; counts it so far.

        `low`: the disk is nearly full, and any of it is enough.
        """
        told = sum(one.programs + one.server for one in written.values())
        self.unexplained += max(0, dropped - 2 * told)
        self.new_files += max(0, files)
        enough = self.unexplained > (STEP if low else MUCH)
        enough |= self.new_files > (STEP_FILES if low else MANY)
        if enough:
            self.unexplained = self.new_files = 0
        return enough

    def suspects(self, share: int) -> list[int]:
        """Those who may hold more than their share by now, whoever wrote most first."""
        found = {uid: one for uid, one in self.accounts.items() if _may_be_over(one, share)}
        return sorted(found, key=lambda uid: -found[uid].by_programs)


def whom_to_end(account: Account, size: int, files: int, share: int) -> Whom:
    """What to end of a learner who was found to hold `size` and `files`, over their share.

    A server that saves goes on, unless it is what fills the disk; a learner who only holds much
    from before is left alone until something of theirs writes again.
    """
    unseen = size - account.held - account.by_server if account.held is not None else size
    if max(account.by_programs, unseen) >= LITTLE or files - account.files >= STEP_FILES:
        return "programs"
    return "everything" if size > share + SERVER_SLACK and account.by_server else "nobody"


def to_stop_when_full(grown: Mapping[int, int]) -> int | None:
    """Whom to stop when the disk is nearly full, by what each has taken lately; None: nobody of
    ours takes it."""
    most = max(grown, key=lambda uid: grown[uid], default=None)
    return most if most is not None and grown[most] >= LITTLE else None


def _may_be_over(one: Account, share: int) -> bool:
    if one.held is None:
        return one.by_programs >= LITTLE
    estimate = one.held + one.by_programs + one.by_server
    if estimate > share and one.by_programs >= LITTLE:
        return True
    return estimate > share + SERVER_SLACK and one.by_server >= LITTLE
