"""Every lesson of `courses/`: within the limits, and proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.lint import report as lint_report
from quartiers.lessons.lint.run import lint_lessons
from quartiers.lessons.media import make_media
from quartiers.lessons.model import Lesson
from quartiers.lessons.prove.proof import prove
from quartiers.lessons.prove.report import report
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

COURSES = read_courses(Settings().courses)
LESSONS = pytest.mark.parametrize("lesson", COURSES.lessons, ids=lambda lesson: lesson.code)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """One warm judge for all lessons."""
    with Judge() as one:
        yield one


def test_the_pilot_lessons_are_on_the_map() -> None:
    assert {"C00", "P01", "D01", "A01"} <= {lesson.code for lesson in COURSES.lessons}


@LESSONS
def test_a_lesson_keeps_within_the_limits(lesson: Lesson) -> None:
    findings = lint_lessons(COURSES, [lesson], date.today())
    assert not lint_report.refused(findings), lint_report.report([lesson], findings)


@LESSONS
def test_a_lesson_is_proved(lesson: Lesson, judge: Judge) -> None:
    make_media(lesson)
    proof = prove(lesson, judge)
    assert proof.holds, report([proof])


@LESSONS
def test_a_lesson_makes_the_pictures_and_sounds_it_shows(lesson: Lesson) -> None:
    make_media(lesson)
    assert (lesson.folder / lesson.thumbnail).stat().st_size > 0
