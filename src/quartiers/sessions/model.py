"""The nouns of a séance as plain frozen data; no storage, no clock, no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

SubmissionStatus = Literal["pending", "running", "done", "failed"]
SECRET_LENGTH = 3
MOST_SECRET_TRIES = 5
"""Wrong secrets at one computer before only an animator helps; an adult is told."""
MOST_SECRET_TRIES_EVERYWHERE = 15
"""Wrong secrets from all computers together before nobody may try any more."""


class StoreError(Exception):
    """The store cannot do what was asked; the message is a French sentence for an adult."""


class AlreadyTaken(StoreError):
    """A pseudonym or a login that somebody else already has."""


@dataclass(frozen=True)
class Animator:
    """A youth worker; free to work in every centre, so bound to none."""

    id: int
    login: str
    created_at: datetime

    @property
    def hub_name(self) -> str:
        """The name of this animator in the Hub."""
        return f"anim-{self.login}"


@dataclass(frozen=True)
class Group:
    """A set of learners of one centre who often come together."""

    id: int
    centre: str
    name: str


@dataclass(frozen=True)
class Seance:
    """One sitting: learners may enter while `closed_at` is None, with `code` on the wall."""

    id: int
    code: str
    centre: str
    group_id: int | None
    lessons: tuple[str, ...]
    animator_id: int | None
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether learners may enter and work."""
        return self.closed_at is None


@dataclass(frozen=True)
class Learner:
    """A young person known by a pseudonym only.

    `id` is the Hub user name (`jeune-` and 6 unambiguous characters); `number` is never given
    twice and gives the Unix uid; `has_secret` is False until three pictures are chosen (again
    after an animator's reset); `wrong_tries` are those that no right secret made good.
    """

    id: str
    number: int
    pseudo: str
    centre: str
    created_at: datetime
    has_secret: bool = False
    wrong_tries: int = 0

    @property
    def is_locked(self) -> bool:
        """Whether only an animator can let this learner in."""
        return self.has_secret and self.wrong_tries >= MOST_SECRET_TRIES_EVERYWHERE

    @property
    def seems_lost(self) -> bool:
        """Whether the pictures look forgotten: an animator may give new ones."""
        return self.has_secret and self.wrong_tries >= MOST_SECRET_TRIES


@dataclass(frozen=True)
class Presence:
    """A learner who entered a séance, and when; `place` as in `Submission`."""

    seance_id: int
    learner: Learner
    joined_at: datetime
    place: int = 0


@dataclass(frozen=True)
class Progress:
    """Where a learner is in a lesson; `stars` maps an exercise's number to its best stars.

    `stuck_at` says since when the same message keeps coming back, None when it does not; `place` is
    as in `Submission`.
    """

    learner_id: str
    lesson: str
    step: str
    steps_done: tuple[str, ...]
    stars: Mapping[int, int]
    updated_at: datetime
    stuck_at: datetime | None = None
    place: int = 0

    @property
    def total_stars(self) -> int:
        """All stars of this lesson."""
        return sum(self.stars.values())


@dataclass(frozen=True)
class HelpRequest:
    """A hand raised; `lowered_at` is None while it waits."""

    id: int
    learner_id: str
    lesson: str
    raised_at: datetime
    lowered_at: datetime | None = None


@dataclass(frozen=True)
class ExerciseResult:
    """What the grader says of one exercise: 0 <= stars <= out_of, and one French sentence.

    `untouched`: the answer is as it was given, and won no star.
    """

    exercise: int
    stars: int
    out_of: int
    sentence: str
    untouched: bool = False


@dataclass(frozen=True)
class GradingResult:
    """What the grader says of one submission; `notice` is one more French sentence, or None."""

    stars: int
    out_of: int
    exercises: tuple[ExerciseResult, ...] = ()
    notice: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The result as JSON-ready data (the shape of `api/result`)."""
        return {**asdict(self), "exercises": [asdict(exercise) for exercise in self.exercises]}

    def to_json(self) -> str:
        """The result as text; `from_json` gives it back equal."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> GradingResult:
        """Read what `to_json` wrote; ValueError, KeyError or TypeError on anything else."""
        raw = json.loads(text)
        exercises = tuple(ExerciseResult(**exercise) for exercise in raw["exercises"])
        return cls(raw["stars"], raw["out_of"], exercises, raw.get("notice"))


@dataclass(frozen=True)
class Submission:
    """A notebook handed in; its bytes (`size` of them, hash `sha256`) lie in boite/<id>/.

    `partner_id` is the learner it was made with, when two worked at one computer; `read_at` says
    when an adult noted that they read it. `place` says what came after what among all that the
    store heard of: times do not, on a box whose clock is put right.
    """

    id: str
    learner_id: str
    lesson: str
    sha256: str
    size: int
    status: SubmissionStatus
    received_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    result: GradingResult | None = None
    sentence: str | None = None
    partner_id: str | None = None
    read_at: datetime | None = None
    place: int = 0


@dataclass(frozen=True)
class Word:
    """What an animator wrote about a learner's lesson; `rework` hands the lesson back; `place` is
    as in `Submission`."""

    id: int
    learner_id: str
    lesson: str
    animator_id: int | None
    text: str
    rework: bool
    written_at: datetime
    read_at: datetime | None = None
    place: int = 0


@dataclass(frozen=True)
class LearnerSummary:
    """All that a board or a map shows about one learner, gathered in a few queries."""

    learner: Learner
    progress: Mapping[str, Progress] = field(default_factory=lambda: MappingProxyType({}))
    submissions: Mapping[str, Submission] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, Word] = field(default_factory=lambda: MappingProxyType({}))
    hand: HelpRequest | None = None

    @property
    def latest(self) -> Progress | None:
        """Where the learner was last, whatever the lesson."""
        return max(self.progress.values(), key=lambda item: item.place, default=None)
