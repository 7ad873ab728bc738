"""How far each erasure is in the homes of the others: who was visited, who resists, when to retry.

It lives as long as the room: after a start every home is visited once more, which changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FIRST_PAUSE = 15.0
LONGEST_PAUSE = 600.0
"""Seconds before another try when a home could not be gone through: doubled each time."""


@dataclass
class Farewell:
    """One erasure: the learners whose homes are done, and those whose homes resist."""

    done: set[str] = field(default_factory=set)
    resisting: dict[str, str] = field(default_factory=dict)
    not_before: float = 0.0
    pause: float = field(default_factory=lambda: FIRST_PAUSE)

    def note(self, learner_id: str, pseudo: str, went_well: bool) -> None:
        """One home was visited."""
        if went_well:
            self.done.add(learner_id)
            self.resisting.pop(learner_id, None)
        else:
            self.resisting[learner_id] = pseudo

    def keep_only(self, learner_ids: set[str]) -> None:
        """Those who have left meanwhile have no home any more."""
        self.resisting = {id: said for id, said in self.resisting.items() if id in learner_ids}

    def wait(self, now: float) -> None:
        """Not again before a while; `now` in seconds that only go forward."""
        self.not_before = now + self.pause
        self.pause = min(2 * self.pause, LONGEST_PAUSE)


@dataclass
class Farewells:
    """Those that are not over, by the erased learner."""

    _of: dict[str, Farewell] = field(default_factory=dict)

    def of(self, learner_id: str) -> Farewell:
        """That of one erasure, begun when it is asked for."""
        return self._of.setdefault(learner_id, Farewell())

    def is_due(self, learner_id: str, now: float) -> bool:
        """Whether this erasure may be tried now."""
        return learner_id not in self._of or self._of[learner_id].not_before <= now

    def forget(self, learner_id: str) -> None:
        """This one is over."""
        self._of.pop(learner_id, None)

    def resisting(self) -> list[str]:
        """The pseudonyms of the learners whose homes resist, each once, in order."""
        return sorted({one for each in self._of.values() for one in each.resisting.values()})
