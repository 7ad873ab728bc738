"""The feedback on a lesson as plain data: stars, a sentence an exercise, the animator's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quartiers.grading.sheet import headline, shown, works_of
from quartiers.grading.works import Answer, Work
from quartiers.lessons.model import Courses, Lesson
from quartiers.room.learners.map import is_answered, stars_in
from quartiers.sessions.model import GradingResult, Submission, Word

Situation = Literal["none", "waiting", "done", "failed"]
SITUATIONS: dict[str, Situation] = {
    "pending": "waiting",
    "running": "waiting",
    "done": "done",
    "failed": "failed",
}


@dataclass(frozen=True)
class Line:
    """One exercise: its stars and the sentence of the grader."""

    number: int
    kind: str
    title: str
    stars: int
    out_of: int
    sentence: str
    works: tuple[Work, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all its stars are won."""
        return self.stars >= self.out_of

    @property
    def shown(self) -> tuple[Work, ...]:
        """The works that fit beside the sentence."""
        return shown(self.works)


@dataclass(frozen=True)
class Feedback:
    """All that the page shows; `rework` is True while the lesson is to be taken up again.

    `words` has the newest first.
    """

    lesson: Lesson
    situation: Situation
    received_at: datetime | None
    stars: int
    out_of: int
    lines: tuple[Line, ...]
    notice: str
    words: tuple[Word, ...]
    rework: bool
    next_lesson: Lesson | None
    best_stars: int = 0
    has_creation: bool = False
    place: int = 0

    @property
    def word(self) -> Word | None:
        """The last word."""
        return next(iter(self.words), None)

    @property
    def new_words(self) -> tuple[Word, ...]:
        """The words about the work as it was handed in last."""
        return tuple(word for word in self.words if word not in self.earlier_words)

    @property
    def earlier_words(self) -> tuple[Word, ...]:
        """The words about what was handed in before."""
        return tuple(word for word in self.words if word.place < self.place)

    @property
    def headline(self) -> str:
        """One short sentence about the gesture, never about the person."""
        return headline(self.stars, self.out_of, self.rework)


def make_feedback(
    courses: Courses,
    lesson: Lesson,
    submission: Submission | None,
    words: Sequence[Word],
    answers: Sequence[Answer] = (),
    best: Submission | None = None,
) -> Feedback:
    """The feedback on the last submission of a lesson; `answers` are those handed in with it."""
    result = submission.result if submission else None
    word = next(iter(words), None)
    rework = word is not None and word.rework and not is_answered(word, submission)
    return Feedback(
        lesson,
        SITUATIONS[submission.status] if submission else "none",
        submission.received_at if submission else None,
        result.stars if result else 0,
        result.out_of if result else stars_in(lesson),
        _lines(lesson, result, answers),
        (result.notice if result else submission.sentence if submission else None) or "",
        tuple(words),
        rework,
        courses.after(lesson),
        best.result.stars if best and best.result else 0,
        any(answer.is_creation for answer in answers),
        submission.place if submission else 0,
    )


def _lines(
    lesson: Lesson, result: GradingResult | None, answers: Sequence[Answer]
) -> tuple[Line, ...]:
    if result is None:
        return ()
    lines = []
    for item in result.exercises:
        exercise = lesson.exercise(item.exercise)
        kind, title = (exercise.kind, exercise.title) if exercise else ("Exercice", "")
        works = works_of(answers, item.exercise)
        lines.append(
            Line(item.exercise, kind, title, item.stars, item.out_of, item.sentence, works)
        )
    return tuple(lines)
