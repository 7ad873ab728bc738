"""Decides when to ask the Hub for a learner's server, and when to call for help instead."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from quartiers.room.hub_client import ServerState

Decision = Literal["ready", "wait", "start", "trouble"]
MOST_STARTS = 3
WINDOW = 180.0  # seconds
PAUSE = 10.0


@dataclass
class Starts:
    """The recent starts of each learner's server, kept in memory only."""

    _recent: dict[str, deque[float]] = field(default_factory=dict)

    def decide(self, hub_name: str, state: ServerState, now: float) -> Decision:
        """What to do now; "start" is noted as done, "trouble" comes after three starts.

        `now` is in seconds of a clock that only goes forward: the machine's own may be set.
        """
        if state.ready:
            self.forget(hub_name)
            return "ready"
        recent = self._recent.setdefault(hub_name, deque())
        while recent and recent[0] <= now - WINDOW:
            recent.popleft()
        if state.pending or (recent and now - recent[-1] < PAUSE):
            return "wait"
        if len(recent) >= MOST_STARTS:
            return "trouble"
        recent.append(now)
        return "start"

    def forget(self, hub_name: str) -> None:
        """Begin again, when the server runs or when the learner asks for another try."""
        self._recent.pop(hub_name, None)
