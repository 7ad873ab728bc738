"""Of which lesson a notebook is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quartiers.grading.intake import UnreadableNotebook
from quartiers.grading.recognition import Recogniser
from quartiers.lessons.build import build_lesson
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

COURSES = read_courses(Settings().courses)
RECOGNISER = Recogniser(COURSES)


@pytest.mark.parametrize("lesson", COURSES.lessons, ids=lambda one: one.code)
def test_a_copy_is_known_by_its_text_with_nothing_begun_and_its_solution_too(
    lesson: object, tmp_path: Path
) -> None:
    build_lesson(lesson, settings := Settings(data=tmp_path))
    released = settings.published / lesson.track / lesson.assignment / lesson.notebook.name
    copy = RECOGNISER.look(released.read_bytes())
    assert (copy.lesson, copy.begun, copy.is_marked, copy.is_solution) == (lesson, 0, True, False)
    teacher = RECOGNISER.look(lesson.notebook.read_bytes())
    assert (teacher.lesson, teacher.is_solution) == (lesson, True)


def test_a_title_is_enough_and_no_text_of_ours_is_no_lesson() -> None:
    def look(*sources: str) -> object:
        cells = [{"cell_type": "markdown", "source": source} for source in sources]
        return RECOGNISER.look(json.dumps({"cells": cells}).encode()).lesson

    assert look("# Mon initiale en néon\n\nVoici mon travail").code == "P01"
    assert look("# Autre chose") is None
    with pytest.raises(UnreadableNotebook):
        RECOGNISER.look(b"PK\x03\x04")
