"""Whose a work in the box is, said by the name of an empty file beside it.

The store says it too, but a row may be missing: a power cut, a database that was busy, a store
that came back from a copy. A name reaches the disk with its folder, at no cost of its own.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quartiers.grading.names import SAFE_NAME

HOUR = 3600.0

NAME = re.compile(
    r"de\+(?P<learner>[A-Za-z0-9_-]{1,80})\+(?P<lesson>[A-Za-z0-9]{1,12})"
    r"\+(?P<partner>[A-Za-z0-9_-]{0,80})"
)


@dataclass(frozen=True)
class Label:
    """The learner and the lesson's code; `partner` is who worked beside them, or ""."""

    learner: str
    lesson: str
    partner: str = ""

    @property
    def name(self) -> str:
        """The name of the file that says it; ValueError for one that could not be read back."""
        name = f"de+{self.learner}+{self.lesson}+{self.partner}"
        if NAME.fullmatch(name) is None:
            raise ValueError(f"{self} cannot be written as the name of a file")
        return name


def put_label(folder: Path, label: Label) -> None:
    """Say whose the work of a folder is; the folder is still to be flushed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    os.close(os.open(folder / label.name, flags, 0o600))


def read_label(folder: Path) -> Label | None:
    """What the folder of a work says; None when it says nothing, or has just gone."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return None
    told = next((found for name in names if (found := NAME.fullmatch(name))), None)
    return Label(told["learner"], told["lesson"], told["partner"]) if told else None


def forget_partner(folder: Path, label: Label) -> None:
    """Have the folder say the same of its learner alone."""
    put_label(folder, Label(label.learner, label.lesson))
    (folder / label.name).unlink(missing_ok=True)


def is_old(folder: Path) -> bool:
    """Whether nobody is still writing in a folder of the box."""
    return time.time() - folder.stat().st_mtime > HOUR


def folders_of(inbox: Path) -> Iterator[Path]:
    """The folders of the box, in the order they came as far as the clock tells."""
    if not inbox.is_dir():
        return
    with os.scandir(inbox) as entries:
        found = [
            (entry.stat(follow_symlinks=False).st_mtime_ns, entry.name)
            for entry in entries
            if entry.is_dir(follow_symlinks=False) and SAFE_NAME.fullmatch(entry.name)
        ]
    for _, name in sorted(found):
        yield inbox / name
