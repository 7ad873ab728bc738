"""«Mes leçons» as plain data: where the learner is on each track, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quartiers.lessons.model import Courses, Lesson, Track
from quartiers.room.steps import STEPS
from quartiers.sessions.model import LearnerSummary, Submission, Word

State = Literal["nouvelle", "commencee", "attente", "rendue", "mot", "reprise"]
LABELS: dict[State, str] = {
    "nouvelle": "À découvrir",
    "commencee": "En cours",
    "attente": "En lecture",
    "rendue": "Rendue",
    "mot": "Un mot pour toi",
    "reprise": "À reprendre",
}


@dataclass(frozen=True)
class CardPicture:
    """A picture's address, "" without any; `title` is the learner's when it is their own."""

    address: str = ""
    title: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Card:
    """One lesson on the map; `stars` of `out_of`, `done` of `steps` steps."""

    lesson: Lesson
    position: int
    state: State
    stars: int
    out_of: int
    done: int
    steps: int
    step_label: str
    is_today: bool
    picture: CardPicture

    @property
    def label(self) -> str:
        """The state in words."""
        return LABELS[self.state]

    @property
    def has_feedback(self) -> bool:
        """Whether there is a feedback page to read."""
        return self.state in ("attente", "rendue", "mot", "reprise")


@dataclass(frozen=True)
class Path:
    """One track on the map."""

    track: Track
    cards: tuple[Card, ...]

    @property
    def is_welcome(self) -> bool:
        """Whether this is the common beginning rather than a track to choose."""
        return all(card.lesson.level == 0 for card in self.cards)

    @property
    def stars(self) -> int:
        """The stars won on this track."""
        return sum(card.stars for card in self.cards)

    @property
    def out_of(self) -> int:
        """All the stars of this track."""
        return sum(card.out_of for card in self.cards)


@dataclass(frozen=True)
class Map:
    """All tracks, the lesson to go on with, and the words waiting."""

    paths: tuple[Path, ...]
    current: Card | None
    words: tuple[Card, ...]

    @property
    def is_new(self) -> bool:
        """Whether nothing was begun yet."""
        return all(card.state == "nouvelle" for path in self.paths for card in path.cards)


Pictures = Callable[[Lesson], CardPicture]


def make_map(
    courses: Courses,
    published: Mapping[str, Collection[str]],
    summary: LearnerSummary,
    today: Sequence[str],
    pictures: Pictures,
) -> Map:
    """The map of the published lessons.

    `published` gives for a lesson's code the steps to walk in it; `today` holds the codes of the
    séance in order.
    """
    paths = tuple(
        Path(track, cards)
        for track in courses.tracks
        if (cards := _cards(track, published, summary, today, pictures))
    )
    everything = [card for path in paths for card in path.cards]
    words = tuple(card for card in everything if card.state in ("mot", "reprise"))
    return Map(paths, _current(everything, summary, today), words)


def stars_of(summary: LearnerSummary, lesson: Lesson) -> int:
    """The stars to show: those of the last grading or of the checks made live, the more."""
    submission = summary.submissions.get(lesson.code)
    graded = submission.result.stars if submission and submission.result else 0
    live = summary.progress[lesson.code].total_stars if lesson.code in summary.progress else 0
    return min(max(graded, live), stars_in(lesson))


def stars_in(lesson: Lesson) -> int:
    """All the stars of a lesson."""
    return sum(exercise.stars for exercise in lesson.exercises)


def state_of(summary: LearnerSummary, code: str) -> State:
    """The state of a lesson; what asks the learner for something comes first."""
    word, submission = summary.words.get(code), summary.submissions.get(code)
    if word is not None and word.rework and not is_answered(word, submission):
        return "reprise"
    if word is not None and word.read_at is None:
        return "mot"
    if submission is not None:
        return "rendue" if submission.status in ("done", "failed") else "attente"
    return "commencee" if code in summary.progress else "nouvelle"


def is_answered(word: Word, submission: Submission | None) -> bool:
    """Whether the lesson was handed in again after a word."""
    return submission is not None and submission.place > word.place


def _cards(
    track: Track,
    published: Mapping[str, Collection[str]],
    summary: LearnerSummary,
    today: Sequence[str],
    pictures: Pictures,
) -> tuple[Card, ...]:
    lessons = [lesson for lesson in track.lessons if lesson.code in published]
    return tuple(
        _card(lesson, position, summary, published[lesson.code], lesson.code in today, pictures)
        for position, lesson in enumerate(lessons, start=1)
    )


def _card(
    lesson: Lesson,
    position: int,
    summary: LearnerSummary,
    walked: Collection[str],
    today: bool,
    pictures: Pictures,
) -> Card:
    progress = summary.progress.get(lesson.code)
    done = len(set(progress.steps_done) & set(walked)) if progress else 0
    return Card(
        lesson,
        position,
        state_of(summary, lesson.code),
        stars_of(summary, lesson),
        stars_in(lesson),
        done,
        len(walked),
        STEPS.get(progress.step, "") if progress else "",
        today,
        pictures(lesson),
    )


def _current(cards: Sequence[Card], summary: LearnerSummary, today: Sequence[str]) -> Card | None:
    """Where the learner was; for a newcomer the welcome; then the lesson of the day; then the
    first one never opened."""
    by_code = {card.lesson.code: card for card in cards}
    latest = summary.latest
    if latest and latest.lesson in by_code:
        card = by_code[latest.lesson]
        if card.state in ("commencee", "reprise"):
            return card
    welcome = [card for card in cards if card.lesson.level == 0 and latest is None]
    planned = [by_code[code] for code in today if code in by_code]
    fresh = (card for card in (*welcome, *planned, *cards) if card.state == "nouvelle")
    return next(fresh, None)
