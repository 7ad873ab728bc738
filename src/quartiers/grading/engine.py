"""Grade one submission with nbgrader, so that it can neither harm nor hide another."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Grade, Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory

from quartiers.grading import sentences
from quartiers.grading.converters import AutogradeOne, FeedbackOne
from quartiers.grading.course import Course, ensure_released, open_course
from quartiers.grading.exchange import ExchangeCollect, ExchangeReleaseFeedback
from quartiers.grading.gradebook import flush, leave_all, one_sitting, share_engines
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.heard import close_stores
from quartiers.grading.inbox import OUT_OF_REACH, NothingHandedIn
from quartiers.grading.intake import UnreadableNotebook, ensure_readable
from quartiers.grading.nbfiles import read_released
from quartiers.grading.results import nothing_judged, read_results
from quartiers.lessons.model import Lesson
from quartiers.lessons.release import environment
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings

log = logging.getLogger(__name__)


class GradingTrouble(Exception):
    """The grader itself failed; nothing is known about the submission."""


class OutOfReach(Exception):
    """What was handed in is not here, or cannot be read for now: nothing can be said of it."""


class Interrupted(Exception):
    """Something more urgent than this submission has come; it is to be graded again later."""


class Engine:
    """Grades submissions one after the other; courses stay open between them."""

    def __init__(self, settings: Settings, *, lasting: bool = True) -> None:
        """Open nothing yet. `lasting`: each submission's stars are on the disk when `grade` comes
        back; otherwise the caller sees to it, once for many, with `settle`.
        """
        share_engines()
        self._settings = settings
        self._lasting = lasting
        self._courses: dict[str, Course] = {}
        self._converters: dict[str, tuple[AutogradeOne, FeedbackOne]] = {}
        self._ready: dict[str, int] = {}

    def grade(self, lesson: Lesson, record: HandedIn) -> GradingResult:
        """Collect, autograde and write the feedback of one submission.

        Whatever the learner handed in, a result comes back and the learner is in the gradebook,
        once, however often this is called. Raises GradingTrouble when the machine is at fault,
        OutOfReach when the box does not give the bytes, and Interrupted as `Nursery.meanwhile`.
        """
        with environment(self._settings.to_env()):
            course = self.course(lesson)
            try:
                self._collect(course, lesson, record)
            except NothingHandedIn as missing:
                if missing.why in OUT_OF_REACH:
                    raise OutOfReach(str(missing)) from missing
                return self._quarantine(course, lesson, record, sentences.NOTHING, missing)
            except UnreadableNotebook as unreadable:
                return self._quarantine(course, lesson, record, sentences.UNREADABLE, unreadable)
            return self._autograde(course, lesson, record)

    def course(self, lesson: Lesson) -> Course:
        """The lesson's track, opened, with the lesson built if it has to be."""
        if lesson.track not in self._courses:
            self._courses[lesson.track] = open_course(self._settings, lesson.track)
        course, saved = self._courses[lesson.track], lesson.notebook.stat().st_mtime_ns
        if self._ready.get(lesson.code) != saved:
            ensure_released(course, lesson, self._settings)
            self._ready[lesson.code] = saved
        return course

    def look_again(self) -> None:
        """Look at the lessons' files again before the next submission: a gradebook was mended."""
        self._ready.clear()

    def settle(self, lesson: Lesson) -> None:
        """Have the stars of this lesson's track on the disk, whatever happens next."""
        flush(self.course(lesson).directory().db_url)

    def let_go(self) -> None:
        """Settle, and close all connections: none may cross a fork."""
        leave_all()
        close_stores()

    def _collect(self, course: Course, lesson: Lesson, record: HandedIn) -> None:
        directory = course.directory(record.learner, lesson.assignment)
        ExchangeCollect(directory, config=course.config, only=record).start()
        folder = course.path("submitted", record.learner, lesson.assignment)
        ensure_readable((folder / lesson.notebook.name).read_bytes())

    def _autograde(self, course: Course, lesson: Lesson, record: HandedIn) -> GradingResult:
        directory = course.directory(record.learner, lesson.assignment)
        autograde, feedback = self._ready_converters(course)
        with one_sitting(directory.db_url, directory.course_id):
            if record.name:
                self._call(course, record)
            try:
                autograde.convert(directory)
            except Exception as trouble:
                if isinstance(autograde.trouble, Interrupted):
                    raise autograde.trouble from None
                raise GradingTrouble(str(autograde.trouble or trouble)) from autograde.trouble
            self._feedback(feedback, directory, record)
            scores = self._scores(course, lesson, record)
        if self._lasting:
            self.settle(lesson)
        return read_results(autograde.cells, scores, _notice(autograde))

    def _call(self, course: Course, record: HandedIn) -> None:
        """Have the gradebook know by which name people call this learner."""
        with self._gradebook(course) as gradebook:
            gradebook.update_or_create_student(record.learner, last_name=record.name)

    def _ready_converters(self, course: Course) -> tuple[AutogradeOne, FeedbackOne]:
        if course.track not in self._converters:
            settings: Any = {"config": course.config, "force": True}
            self._converters[course.track] = AutogradeOne(**settings), FeedbackOne(**settings)
        return self._converters[course.track]

    def _feedback(
        self, feedback: FeedbackOne, directory: CourseDirectory, record: HandedIn
    ) -> None:
        """A page that fails to be written must not cost the stars."""
        try:
            feedback.convert(directory)
            ExchangeReleaseFeedback(directory, config=feedback.config).start()
        except Exception:
            log.exception("no feedback page for %s", record.submission)

    def _scores(
        self, course: Course, lesson: Lesson, record: HandedIn
    ) -> Mapping[str, float | None]:
        with self._gradebook(course) as gradebook:
            submission = gradebook.find_submission(lesson.assignment, record.learner)
            marks = (
                gradebook.db.query(BaseCell.name, Grade.auto_score)
                .join(Grade, Grade.cell_id == BaseCell.id)
                .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
                .filter(SubmittedNotebook.assignment_id == submission.id)
            )
            return dict(map(tuple, marks))

    def _quarantine(
        self, course: Course, lesson: Lesson, record: HandedIn, sentence: str, why: Exception
    ) -> GradingResult:
        """Nothing can be judged: the bytes stay in the box, the learner is in the gradebook.

        Stars of an earlier submission are left as they are.
        """
        log.warning("submission %s set aside: %s", record.submission, why)
        received = record.received_at.astimezone(UTC).replace(tzinfo=None)
        with self._gradebook(course) as gradebook:
            gradebook.update_or_create_student(record.learner)
            submission = gradebook.update_or_create_submission(
                lesson.assignment, record.learner, timestamp=received
            )
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = grade.auto_score or 0
                    grade.needs_manual_grade = False
            gradebook.db.commit()
        return nothing_judged(self._released(course, lesson), sentence)

    def _released(self, course: Course, lesson: Lesson) -> list[NotebookNode]:
        path = course.path("release", ".", lesson.assignment) / lesson.notebook.name
        return list(read_released(path).cells)

    def _gradebook(self, course: Course) -> Gradebook:
        directory = course.directory()
        return Gradebook(directory.db_url, directory.course_id)


def _notice(converter: AutogradeOne) -> str | None:
    if converter.cut:
        return sentences.CUT
    return sentences.TIDIED if converter.tidied else None
