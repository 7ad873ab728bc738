"""What a proof reports: sentences for a volunteer, and counts for the table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refutation:
    """One claim of a lesson that running it does not confirm; `exercise` 0 is the whole lesson.

    `code` is the answer concerned, shown under the sentence when there is one.
    """

    exercise: int
    claim: str
    seen: str
    to_do: str
    code: str = ""


@dataclass
class Tally:
    """The numbers of one lesson's proof; `seconds` on the wall."""

    exercises: int = 0
    judged: int = 0
    mutants_refused: int = 0
    mutants_accepted: int = 0
    mutants_equivalent: int = 0
    seconds: float = 0.0


@dataclass
class Proof:
    """The outcome of proving one lesson."""

    code: str
    title: str
    tally: Tally = field(default_factory=Tally)
    refutations: list[Refutation] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every claim was confirmed."""
        return not self.refutations
