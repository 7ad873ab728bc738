"""Examine lessons by every rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from quartiers.lessons.answers import read_answers
from quartiers.lessons.lint import (  # noqa: F401 — importing them registers their rules
    access,
    card,
    exercises,
    given_code,
    language,
    novelty,
    offline,
    reading,
    storage,
    structure,
    voices,
)
from quartiers.lessons.lint.findings import Finding, finding
from quartiers.lessons.lint.rules import RULES, Subject
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.notebook import read_notebook


def lint_lessons(
    courses: Courses, lessons: Sequence[Lesson], today: date | None = None
) -> list[Finding]:
    """What every rule sees in these lessons, lesson by lesson, in the order of the rules."""
    return [one for lesson in lessons for one in lint(courses, lesson, today or date.today())]


def lint(courses: Courses, lesson: Lesson, today: date) -> Iterator[Finding]:
    """What every rule sees in one lesson."""
    subject = subject_of(courses, lesson, today)
    for rule in RULES.values():
        for seen in rule.examine(subject):
            yield finding(subject, rule, seen)


def subject_of(courses: Courses, lesson: Lesson, today: date) -> Subject:
    """Gather what rules may look at; `LessonError` when a file cannot be read."""
    return Subject(
        lesson=lesson,
        track=courses.track(lesson.track),
        notebook=read_notebook(lesson.notebook),
        answers=read_answers(lesson.answers_file),
        before=courses.before(lesson),
        today=today,
    )
