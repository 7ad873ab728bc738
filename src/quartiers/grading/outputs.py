"""How much a notebook may show: outputs are weighed as they come, the rest is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CELL_WEIGHT = 6_000_000
NOTEBOOK_WEIGHT = 24_000_000
CELL_TEXT = 50_000
CELL_OUTPUTS = 200
DEEPEST = 30
"""Lists in lists: what reads a notebook later has no better stack than we do."""
WEIGHED = frozenset({"stream", "error", "display_data", "execute_result", "update_display_data"})


@dataclass
class Scales:
    """What the cell and the notebook have shown so far, in characters.

    `cut` tells that something of the present cell was too much and is lost.
    """

    cell: int = 0
    text: int = 0
    count: int = 0
    notebook: int = 0
    cut: bool = False

    def new_cell(self) -> None:
        """Start weighing another cell."""
        self.cell = self.text = self.count = 0
        self.cut = False

    def admit(self, message_type: str, content: dict[str, Any]) -> dict[str, Any] | None:
        """The content to keep (a text may come back shorter), or None when it is too much."""
        if message_type == "stream":
            content = self._shorten(content)
        weight = weigh(content)
        full = self.count >= CELL_OUTPUTS or self.cell + weight > CELL_WEIGHT
        if full or self.notebook + weight > NOTEBOOK_WEIGHT or content.get("text") == "":
            self.cut = True
            return None
        self.cell += weight
        self.notebook += weight
        self.count += message_type != "stream"
        return content

    def _shorten(self, content: dict[str, Any]) -> dict[str, Any]:
        text = str(content.get("text", ""))
        kept = text[: CELL_TEXT - self.text]
        self.cut |= len(kept) < len(text)
        self.text += len(kept)
        return {**content, "text": kept}


def weigh(content: Any, depth: int = DEEPEST) -> int:
    """Roughly the characters that a message's content takes once stored; too deep is too heavy."""
    if isinstance(content, str):
        return len(content)
    if not isinstance(content, Mapping | list | tuple):
        return 8
    if depth == 0:
        return NOTEBOOK_WEIGHT + 1
    inside = content.values() if isinstance(content, Mapping) else content
    return sum(weigh(value, depth - 1) for value in inside) if inside else 8
