"""Keeps secrets out of the logs: what an address carries is not written, whoever writes it.

A ticket, a code, a token or the link given to a phone is in an address for a moment; a log keeps it
for months.
"""

from __future__ import annotations

import logging
import re
from typing import Any

HIDDEN = "…"
# Whatever follows `?name=` or `&name=` in an address.
VALUES = re.compile(r"(?<=[?&])([\w.-]+=)[^\s&#\"'<>]+")
# The links that a phone follows without entering.
LINKS = re.compile(r"(?<=/)(partage|envoi)/[\w-]{8,}")
# The names that JupyterHub gives to sessions, and its tokens.
SESSIONS = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def redact(text: str) -> str:
    """The text without what addresses carry, and without sessions: the names of values stay."""
    without_values = VALUES.sub(rf"\1{HIDDEN}", text)
    return SESSIONS.sub(HIDDEN, LINKS.sub(rf"\1/{HIDDEN}", without_values))


def keep_secrets_out() -> None:
    """Have every line of this process's logs redacted; may be called twice."""
    make = logging.getLogRecordFactory()
    if getattr(make, "redacts", False):
        return

    def redacted(*args: Any, **options: Any) -> logging.LogRecord:
        record = make(*args, **options)
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # words and values that do not fit: logging says it
            return record
        clean = redact(said)
        if clean != said:
            record.msg, record.args = clean, ()
        return record

    redacted.redacts = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(redacted)
