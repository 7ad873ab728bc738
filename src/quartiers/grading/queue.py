"""When to look into the queue: at once when something arrives, hardly ever otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NAP = 0.1
"""Seconds between two looks at the box's date, which cost microseconds."""
ALERT = 3.0
"""Seconds during which the queue is asked at every look after something arrived."""
CALM = 2.0
"""Seconds between two questions to the queue when nothing arrives: a date may be missed."""
REST = 10.0
"""Seconds without work after which the second grader leaves, and its memory is free again."""

AWAY = 60.0
"""Seconds before a submission whose bytes cannot be read is tried again."""


def hands(cores: int) -> int:
    """How many submissions are graded at a time; more than two would only share two cores' work
    with the room and the learners, whose séance goes on meanwhile.
    """
    return min(2, cores)


def is_time(now: float, changed_at: float, asked_at: float) -> bool:
    """Whether to ask the queue; all three are seconds of one monotonic clock.

    The bytes come to the box before their row comes to the queue, hence ALERT.
    """
    return now - changed_at <= ALERT or now - asked_at >= CALM


def may_leave(idle: float, running: int) -> bool:
    """Whether the second grader is of no use: idle for so many seconds, while nobody grades."""
    return idle >= REST and running == 0


@dataclass
class Bell:
    """Watches the date of the box: a new submission is a new folder in it."""

    inbox: Path
    _seen: int = -1
    _changed_at: float = float("-inf")
    _asked_at: float = float("-inf")

    def rings(self, now: float) -> bool:
        """Whether to ask the queue at `now`; notes that it is asked."""
        date = self._date()
        if date != self._seen:
            self._seen, self._changed_at = date, now
        if not is_time(now, self._changed_at, self._asked_at):
            return False
        self._asked_at = now
        return True

    def ring(self) -> None:
        """Ask again at the next look: there may be more."""
        self._asked_at = float("-inf")

    def _date(self) -> int:
        try:
            return self.inbox.stat().st_mtime_ns
        except FileNotFoundError:
            return 0
