"""What happened while a notebook ran, cell by cell: passed on to what judges the checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Trouble = Literal["stopped", "died", "unjudged", "late"]
KEY = "quartiers_execution"


@dataclass
class ExecutionReport:
    """The trouble of cells by index, and the cells whose outputs were cut."""

    troubles: dict[int, Trouble] = field(default_factory=dict)
    cut: set[int] = field(default_factory=set)
    deaths: int = 0
