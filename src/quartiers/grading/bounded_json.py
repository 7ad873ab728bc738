"""JSON that a learner sent, read at a cost known beforehand.

Reading holds the whole interpreter, and ten megabytes of empty brackets take three seconds and
hundreds of megabytes where a notebook of the same weight takes a tenth: brackets are counted first.
"""

from __future__ import annotations

import json
from typing import Any

MOST_BRACKETS = 200_000
"""Lists and objects of one text, those in its strings counted too; a lesson has a few thousand."""


class TooIntricate(ValueError):
    """The text holds more lists and objects than any notebook; for the log."""


def read_bounded(text: str | bytes) -> Any:
    """The value of a JSON text; ValueError (TooIntricate among them) or RecursionError."""
    found = brackets_in(text)
    if found > MOST_BRACKETS:
        raise TooIntricate(f"{found} lists and objects; the most is {MOST_BRACKETS}")
    return json.loads(text)


def brackets_in(text: str | bytes) -> int:
    """How many lists and objects begin in a text, at most."""
    if isinstance(text, str):
        return text.count("[") + text.count("{")
    return text.count(b"[") + text.count(b"{")
