"""What is asked of the judge, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Output = dict[str, Any]
"""One output of a cell, shaped as nbformat 4 stores it."""


@dataclass(frozen=True)
class Limits:
    """What one answer may use; seconds are CPU seconds, then seconds on the wall."""

    cpu: int = 4
    wall: float = 20.0
    memory: int = 4 << 30
    file: int = 50 << 20


@dataclass(frozen=True)
class RunCell:
    """One code cell of a walk through a notebook.

    `exercise` is set on answer cells only; `check` is then the source of the check cell that
    follows it, and `points` what it is worth.
    """

    position: int
    source: str
    exercise: int | None = None
    check: str | None = None
    points: int = 0


@dataclass(frozen=True)
class Trial:
    """An answer to judge: the whole source of the answer cell, under a key the caller chose."""

    key: str
    exercise: int
    source: str


@dataclass(frozen=True)
class Verdict:
    """How an answer was judged.

    `stars` is the mark nbgrader would read (0 to `out_of`); `sentence` what the learner reads;
    `errors` names the exception the answer cell raised, then its bases; `fingerprint` tells
    whether two answers did the same observable thing (empty when the answer did not live to the
    end). `rows` counts the sentences of each condition of the check; `spoke` is the first one
    that was not met, and which of its sentences was said (see `atelier.controles.Bilan`).
    """

    stars: float
    out_of: int
    sentence: str
    errors: tuple[str, ...] = ()
    fingerprint: str = ""
    rows: tuple[int, ...] = ()
    spoke: tuple[int, int | None] | None = None

    @property
    def full(self) -> bool:
        """Whether every star was given."""
        return self.out_of > 0 and self.stars >= self.out_of
