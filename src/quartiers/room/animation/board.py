"""What the board shows of each learner, and in which order: who needs somebody comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from quartiers.lessons.model import Courses, Lesson
from quartiers.room.steps import STEPS
from quartiers.sessions.model import LearnerSummary, Presence, Submission, Word
from quartiers.sessions.pairs import Member

# No sign for this long and somebody should walk by: a lesson's longest step takes about as much.
QUIET = timedelta(minutes=6)

HAND, STUCK, QUIET_STATE, HANDED_IN, REWORK, WORKING, ARRIVED = (
    "main",
    "bloque",
    "calme",
    "rendu",
    "reprise",
    "travail",
    "arrivee",
)
# The order of the board; inside a state, the one who waits longest comes first.
STATES = {
    HAND: "Main levée",
    STUCK: "Bloqué ?",
    QUIET_STATE: "Sans nouvelles",
    HANDED_IN: "A rendu",
    REWORK: "À reprendre",
    WORKING: "Au travail",
    ARRIVED: "Vient d'arriver",
}


@dataclass(frozen=True)
class Tile:
    """One learner on the board; `since` is in whole minutes, `stars` of `out_of` in the lesson.

    `to_read` are the lessons whose work waits for an adult, whatever the learner does now.
    """

    learner: str
    pseudo: str
    state: str
    label: str
    since: int
    lesson: str
    title: str
    step: str
    stars: int
    out_of: int
    locked: bool
    partner: str = ""
    to_read: tuple[str, ...] = ()

    @property
    def works(self) -> int:
        """How many works wait for an adult."""
        return len(self.to_read)


def tiles(
    presences: Iterable[Presence],
    summaries: Mapping[str, LearnerSummary],
    courses: Courses,
    now: datetime,
    beside: Mapping[str, Member] | None = None,
) -> list[Tile]:
    """One tile for each learner who entered, those who need somebody first.

    `beside` gives the partner of those who work two at one computer.
    """
    lessons = {lesson.code: lesson for lesson in courses.lessons}
    made = [
        _tile(presence, summaries[presence.learner.id], lessons, now, beside or {})
        for presence in presences
        if presence.learner.id in summaries
    ]
    return sorted(made, key=lambda tile: (_rank(tile), -tile.since, tile.pseudo))


def _rank(tile: Tile) -> int:
    """The place of a state in the order; a work to read is never below those who gave one."""
    order = list(STATES)
    rank = order.index(tile.state)
    return min(rank, order.index(HANDED_IN)) if tile.to_read else rank


def _tile(
    presence: Presence,
    summary: LearnerSummary,
    lessons: Mapping[str, Lesson],
    now: datetime,
    beside: Mapping[str, Member],
) -> Tile:
    state, moment = state_of(presence, summary, now)
    code = summary.latest.lesson if summary.latest else ""
    lesson, partner = lessons.get(code), beside.get(presence.learner.id)
    return Tile(
        learner=presence.learner.id,
        pseudo=presence.learner.pseudo,
        state=state,
        label=STATES[state],
        since=max(0, int((now - moment).total_seconds() // 60)),
        lesson=code,
        title=lesson.title if lesson else "",
        step=STEPS.get(summary.latest.step, "") if summary.latest else "",
        stars=stars_of(summary, code),
        out_of=sum(exercise.stars for exercise in lesson.exercises) if lesson else 0,
        locked=presence.learner.seems_lost,
        partner=partner.pseudo if partner else "",
        to_read=tuple(work.lesson for work in works_to_read(summary)),
    )


def state_of(presence: Presence, summary: LearnerSummary, now: datetime) -> tuple[str, datetime]:
    """The state of a learner, and since when; the most urgent one wins."""
    latest = summary.latest
    if summary.hand is not None:
        return HAND, summary.hand.raised_at
    if latest is None or latest.place < presence.place:
        quiet = now - presence.joined_at > QUIET
        return (QUIET_STATE if quiet else ARRIVED), presence.joined_at
    if latest.stuck_at is not None:
        return STUCK, latest.stuck_at
    work = work_to_read(summary, latest.lesson)
    if work is not None:
        return HANDED_IN, work.received_at
    if now - latest.updated_at > QUIET:
        return QUIET_STATE, latest.updated_at
    word = summary.words.get(latest.lesson)
    if word is not None and word.rework and not _is_after(summary.submissions, word):
        return REWORK, word.written_at
    return WORKING, latest.updated_at


def work_to_read(summary: LearnerSummary, lesson: str) -> Submission | None:
    """The submission of a lesson that no adult has read: none answered it, none said so."""
    submission, word = summary.submissions.get(lesson), summary.words.get(lesson)
    if submission is None or submission.read_at is not None:
        return None
    answered = word is not None and word.place > submission.place
    return None if answered else submission


def works_to_read(summary: LearnerSummary) -> list[Submission]:
    """The works of all lessons that no adult has read, the oldest first."""
    found = (work_to_read(summary, lesson) for lesson in summary.submissions)
    return sorted((one for one in found if one), key=lambda one: one.place)


def stars_of(summary: LearnerSummary, lesson: str) -> int:
    """The stars to show: the graded ones when there are, else those of the checks made live."""
    submission = summary.submissions.get(lesson)
    graded = submission.result.stars if submission and submission.result else 0
    live = summary.progress[lesson].total_stars if lesson in summary.progress else 0
    return max(graded, live)


def _is_after(submissions: Mapping[str, Submission], word: Word) -> bool:
    submission = submissions.get(word.lesson)
    return submission is not None and submission.place > word.place
