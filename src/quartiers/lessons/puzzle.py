"""Lay a puzzle as the lesson's screen does (`lab-extension/src/puzzle.ts`), and find its order.

Both are held to the same table of examples, `lab-extension/test/puzzles.json`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

TIGHT_AFTER = re.compile(r"[(\[{.]$")
TIGHT_BEFORE = re.compile(r"^[)\]},.:]")
TO_WRITE = re.compile(r"^.*✏️.*$", re.MULTILINE)
MADE = re.compile(r"^# 2\..*$", re.MULTILINE)
SHOWN = re.compile(r"^# 3\..*$", re.MULTILINE)


def laid(pieces: Sequence[str], one_line: bool) -> str:
    """The text that pieces make in this order: a line each, or all on one line."""
    return reduce(_joined, pieces, "") if one_line else "\n".join(pieces)


def placed(source: str, text: str) -> str:
    """A released answer cell once the screen has put `text` where the learner writes."""
    made, shown = MADE.search(source), SHOWN.search(source)
    if made and shown and made.end() < shown.start():
        return f"{source[: made.end()]}\n{text}\n{source[shown.start() :]}"
    if TO_WRITE.search(source):
        return TO_WRITE.sub(lambda _: text, source, count=1)
    return source if made and shown else text


def right_order(pieces: Sequence[str], solution: Sequence[str], one_line: bool) -> list[str] | None:
    """The pieces as the lines of the solution have them; None when they do not make it up."""
    if one_line:
        return _spelling(_bare("".join(solution)), list(pieces))
    left, ordered = list(pieces), []
    for line in solution:
        piece = next((one for one in left if one.strip() == line.strip()), None)
        if piece is None:
            return None
        left.remove(piece)
        ordered.append(piece)
    return None if left else ordered


def _joined(line: str, piece: str) -> str:
    line, piece = line.rstrip(), piece.strip()
    call = piece.startswith(("(", "[")) and re.search(r"\w$", line)
    tight = not line or call or TIGHT_AFTER.search(line) or TIGHT_BEFORE.search(piece)
    return line + ("" if tight else " ") + piece


def _spelling(rest: str, pieces: list[str]) -> list[str] | None:
    """An order in which the pieces spell `rest`, whatever the spaces."""
    if not pieces:
        return None if rest else []
    for rank, piece in enumerate(pieces):
        if rest.startswith(_bare(piece)):
            tail = _spelling(rest[len(_bare(piece)) :], pieces[:rank] + pieces[rank + 1 :])
            if tail is not None:
                return [piece, *tail]
    return None


def _bare(text: str) -> str:
    return "".join(text.split())
