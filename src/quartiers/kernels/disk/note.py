"""What the watch of the disk tells the room: who was stopped, who holds much, in one small file."""

from __future__ import annotations

import json
import os
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

NAME = "disque.json"
Why = Literal["share", "full"]


@dataclass(frozen=True)
class Stopped:
    """A learner whose program was ended: it held `size` bytes. `why` says what was used up:
    the learner's own share, or the disk of everybody."""

    size: int
    why: Why


@dataclass(frozen=True)
class Note:
    """By learner: those whose program was ended and who still hold too much, and all the sizes
    known, in bytes. `reserve` is whether what the house keeps for itself is still whole."""

    stopped: Mapping[str, Stopped] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    reserve: bool = True

    def only(self, learners: Container[str]) -> Note:
        """The same, about these learners and nobody else."""
        stopped = {name: one for name, one in self.stopped.items() if name in learners}
        sizes = {name: size for name, size in self.sizes.items() if name in learners}
        return replace(self, stopped=stopped, sizes=sizes)


def write(folder: Path, note: Note) -> None:
    """Put the note in the place of the former one. A disk that refuses is no error: it is told
    again at the next change."""
    new = folder / f".{NAME}"
    with suppress(OSError):
        new.write_text(json.dumps(asdict(note)), encoding="utf-8")
        os.replace(new, folder / NAME)


def read(folder: Path) -> Note:
    """The last note; an empty one when there is none."""
    try:
        raw = json.loads((folder / NAME).read_bytes())
        stopped = {name: Stopped(**one) for name, one in raw["stopped"].items()}
        return Note(stopped, raw["sizes"], raw["reserve"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Note()


def forget(folder: Path, learner: str) -> None:
    """An erased learner leaves the note as well; nothing happens when they are not on it."""
    told = read(folder)
    kept = told.only({*told.stopped, *told.sizes} - {learner})
    if kept != told:
        write(folder, kept)
