"""The engine on real notebooks, with real contained kernels and a real gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from quartiers.grading.engine import Engine
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.kernel import shared_pool
from quartiers.lessons.read import read_courses
from quartiers.sessions.model import GradingResult

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}


class Desk:
    """Hands work in and grades it at once."""

    def __init__(self, classroom: Any) -> None:
        self.room = classroom
        self.engine = Engine(classroom.settings)
        self.lesson = read_courses(classroom.settings.courses).lesson("P01")

    def grade(self, work: Any, learner: str | None = None) -> GradingResult:
        learner = learner or self.room.learner()
        submission = self.room.hand_in(learner, work)
        return self.engine.grade(self.lesson, HandedIn(learner, submission, self.room.now()))

    def scores(self, learner: str) -> dict[str, float]:
        from nbgrader.api import Gradebook

        directory = self.engine._courses["programmation"].directory()
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            found = gradebook.find_submission("01_exemple", learner)
            return {grade.name: grade.score for book in found.notebooks for grade in book.grades}


@pytest.fixture(scope="module")
def desk(classroom: Any) -> Iterator[Desk]:
    yield Desk(classroom)
    shared_pool(classroom.settings).close()


def stars(result: GradingResult) -> list[int]:
    return [exercise.stars for exercise in result.exercises]


def test_a_right_answer_gets_all_stars_in_the_result_and_in_the_gradebook(desk: Desk) -> None:
    learner = desk.room.learner()
    result = desk.grade(desk.room.answered(RIGHT), learner)
    assert stars(result) == [3, 2, 1]
    assert (result.stars, result.out_of, result.notice) == (6, 6, None)
    assert desk.scores(learner) == {"ex1_controle": 3, "ex2_controle": 2, "ex3_controle": 1}
