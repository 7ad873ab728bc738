"""What a learner read when Python stopped: the French of the screen, never Python's own words.

The library says it itself, before the trace or as a card just above; else the screen had a
sentence of its own (`lab-extension/src/fault.ts`), and adults read the same one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quartiers.grading.plain_text import storable

UNKNOWN = "Python s'est arrêté. Relis la ligne, puis compare avec l'exemple."
STOPPED = "Tu as arrêté le programme. Tu peux le relancer quand tu veux."
ANSI = re.compile(r"\x1b\[[0-9;]*m")
TRACE = re.compile(r"^[ \t]*(?:-{5,}|Traceback|File |Cell In)", re.MULTILINE)
CARD = '<div role="status"'


def sentence_of(error: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """What the screen said of an `error` output; `before` is the output just above it."""
    own = STOPPED if error.get("ename") == "KeyboardInterrupt" else UNKNOWN
    return _told(error) or _card(before) or own


def _told(error: Mapping[str, Any]) -> str:
    """The words before the trace: the library's errors have no trace at all."""
    trace = error.get("traceback")
    text = ANSI.sub("", storable("\n".join(map(str, trace))) if isinstance(trace, list) else "")
    found = TRACE.search(text)
    return _one_line(text[: found.start()] if found else text)


def _card(before: Mapping[str, Any]) -> str:
    """The words of the card that `atelier.explications` shows for Python's own errors."""
    data = before.get("data", {})
    is_card = text_of(data.get("text/html", "")).startswith(CARD)
    return _one_line(text_of(data.get("text/plain", ""))) if is_card else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def text_of(value: object) -> str:
    """A notebook keeps a text as one string or as a list of lines."""
    return storable("".join(map(str, value)) if isinstance(value, list) else str(value))
