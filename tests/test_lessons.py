"""The lessons of `courses/` are there, with what they show.

`./pixel tester` also runs `lecons verifier` and `lecons prouver` on every one of them: the limits
and the proofs are told there, with file, cell and what to do.
"""

from __future__ import annotations

import pytest

import atelier
from atelier.controles.sans_effet import phrase_saute
from quartiers.lessons.media import make_media
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.read import read_courses
from quartiers.lessons.regions import cut_answer
from quartiers.settings import Settings

COURSES = read_courses(Settings().courses)
LESSONS = pytest.mark.parametrize("lesson", COURSES.lessons, ids=lambda lesson: lesson.code)


def test_the_pilot_lessons_are_on_the_map() -> None:
    assert {"C00", "P01", "D01", "A01"} <= {lesson.code for lesson in COURSES.lessons}


@LESSONS
def test_a_lesson_makes_the_pictures_and_sounds_it_shows(lesson: Lesson) -> None:
    make_media(lesson)
    assert (lesson.folder / lesson.thumbnail).stat().st_size > 0


@LESSONS
def test_a_starter_hides_no_code_behind_a_hash(lesson: Lesson) -> None:
    for cell in read_notebook(lesson.notebook).code_cells:
        if cell.role == "reponse":
            cut = cut_answer(cell.source)
            assert phrase_saute(cut.with_answer(cut.released_region), "", vars(atelier)) is None
