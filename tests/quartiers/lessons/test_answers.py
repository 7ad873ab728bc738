"""Reading `reponses.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quartiers.lessons.answers import read_answers
from quartiers.lessons.model import Lesson
from quartiers.lessons.problems import LessonError


def test_answers_are_read_exercise_by_exercise(lesson: Lesson) -> None:
    known = read_answers(lesson.answers_file).of(2)
    assert known.right == ("t.avance(40)\nt.avance(40)",)
    assert known.refused[0].sentence == "Ton trait ne fait pas encore 80."
    assert known.mutants[0].code == "t.avance(-80)"


def test_an_exercise_nobody_wrote_about_has_no_answer(lesson: Lesson) -> None:
    assert read_answers(lesson.answers_file).of(99).right == ()


def test_without_a_file_there_is_no_answer(tmp_path: Path) -> None:
    assert read_answers(tmp_path / "reponses.toml").exercises == ()


def test_indentation_of_an_answer_is_kept(draft: Any, courses: Path) -> None:
    draft.answer(2)["justes"] = ["\nfor i in range(8):\n    t.avance(10)\n"]
    known = read_answers(draft.write(courses).answers_file).of(2)
    assert known.right == ("for i in range(8):\n    t.avance(10)",)


def test_a_wrong_answer_needs_its_sentence(draft: Any, courses: Path) -> None:
    draft.answer(2)["refusees"] = [{"code": "pass"}]
    with pytest.raises(LessonError, match=r"exercices\[1\].refusees\[1\].phrase » manque"):
        read_answers(draft.write(courses).answers_file)
