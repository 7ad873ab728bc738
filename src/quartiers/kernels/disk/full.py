"""Whether it is a full disk, or one that cannot be written, that stopped something."""

from __future__ import annotations

import errno

NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
SQLITE_WORDS = ("database or disk is full", "attempt to write a readonly database")


def is_full(reason: BaseException | None) -> bool:
    """Whether the disk is the cause, near or far, of an exception: SQLite says it in words."""
    seen: set[int] = set()
    while reason is not None and id(reason) not in seen:
        seen.add(id(reason))
        if isinstance(reason, OSError) and reason.errno in NUMBERS:
            return True
        if any(words in str(reason) for words in SQLITE_WORDS):
            return True
        reason = reason.__cause__ or reason.__context__
    return False
