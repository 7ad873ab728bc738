"""The feedback sheet of a learner's lesson, as the room knows it: what was handed in, and said."""

from __future__ import annotations

from quartiers.grading.french import day
from quartiers.grading.inbox import NothingHandedIn, take
from quartiers.grading.names import UnsafeName
from quartiers.grading.sheet import POLICY, Sheet, SheetLine
from quartiers.grading.works import Answer, UnreadableNotebook, answers
from quartiers.lessons.model import Lesson
from quartiers.room.learners.feedback import Feedback, make_feedback
from quartiers.room.room import Room
from quartiers.sessions.grids import Grid
from quartiers.sessions.model import Learner, Submission

# The sheet carries its own style; nobody frames it.
SHEET_POLICY = f"{POLICY}; frame-ancestors 'none'"


def read_feedback(room: Room, learner_id: str, lesson: Lesson) -> Feedback:
    """The feedback on the last submission, with the works as they were handed in."""
    submission = room.store.submissions.latest(learner_id, lesson.code)
    return make_feedback(
        room.courses,
        lesson,
        submission,
        room.store.words.of_lesson(learner_id, lesson.code),
        handed_in(room, submission, lesson) if submission else (),
        room.store.submissions.best(learner_id, lesson.code),
    )


def handed_in(room: Room, submission: Submission, lesson: Lesson) -> tuple[Answer, ...]:
    """The answers of a submission; none when its file cannot be read."""
    try:
        content = take(room.settings.inbox, submission.id, lesson.assignment)
        return answers(content.decode("utf-8", "replace"))
    except (NothingHandedIn, UnreadableNotebook, UnsafeName):
        return ()


def read_sheet(room: Room, learner: Learner, lesson: Lesson) -> Sheet:
    """The sheet of a learner's lesson as it is now."""
    feedback = read_feedback(room, learner.id, lesson)
    return make_sheet(room, learner, feedback, room.store.grids.of(learner.id, lesson.code))


def make_sheet(room: Room, learner: Learner, feedback: Feedback, grid: Grid) -> Sheet:
    """The same facts as the page `retour`, for paper."""
    track = room.courses.track(feedback.lesson.track)
    word = feedback.word
    return Sheet(
        title=feedback.lesson.title,
        learner=learner.pseudo,
        date=day(feedback.received_at) if feedback.received_at else "",
        stars=feedback.stars,
        out_of=feedback.out_of,
        lines=tuple(
            SheetLine(
                f"{line.kind} · {line.title}" if line.title else line.kind,
                line.stars,
                line.out_of,
                line.sentence,
                works=line.works,
            )
            for line in feedback.lines
        ),
        track=track.title,
        colour=track.colour,
        rework=feedback.rework,
        notice=feedback.notice,
        word=word.text if word else "",
        word_date=day(word.written_at) if word else "",
        word_is_earlier=word in feedback.earlier_words,
        grid=grid,
        shows_grid=feedback.has_creation or bool(grid.learner),
        next_title=feedback.next_lesson.title if feedback.next_lesson else "",
    )
