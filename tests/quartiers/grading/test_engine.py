"""The engine on real notebooks, with real contained processes and a real gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quartiers.grading import sentences
from quartiers.grading.engine import Engine, GradingTrouble
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import shared_nursery
from quartiers.lessons.read import read_courses
from quartiers.sessions.model import GradingResult

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}


class Desk:
    """Hands work in and grades it at once."""

    def __init__(self, classroom: Any) -> None:
        self.room = classroom
        self.engine = Engine(classroom.settings)
        self.lesson = read_courses(classroom.settings.courses).lesson("P01")
        self.course = self.engine.course(self.lesson)
        self.course.config.ContainedExecute.cpu_seconds = 1.0

    def grade(self, work: Any, learner: str | None = None) -> GradingResult:
        learner = learner or self.room.learner()
        submission = self.room.hand_in(learner, work)
        return self.engine.grade(self.lesson, HandedIn(learner, submission, self.room.now()))

    def scores(self, learner: str) -> dict[str, float]:
        from nbgrader.api import Gradebook

        directory = self.course.directory()
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            found = gradebook.find_submission("01_exemple", learner)
            return {grade.name: grade.score for book in found.notebooks for grade in book.grades}


@pytest.fixture(scope="module")
def desk(classroom: Any) -> Iterator[Desk]:
    yield Desk(classroom)
    shared_nursery().close()


def stars(result: GradingResult) -> list[int]:
    return [exercise.stars for exercise in result.exercises]


def test_a_right_answer_gets_all_stars_in_the_result_and_in_the_gradebook(desk: Desk) -> None:
    learner = desk.room.learner()
    result = desk.grade(desk.room.answered(RIGHT), learner)
    assert stars(result) == [3, 2, 1]
    assert (result.stars, result.out_of, result.notice) == (6, 6, None)
    assert desk.scores(learner) == {"ex1_controle": 3, "ex2_controle": 2, "ex3_controle": 1}


def test_a_half_answer_gets_part_of_the_stars_and_the_sentence_of_what_is_missing(
    desk: Desk,
) -> None:
    result = desk.grade(desk.room.answered({**RIGHT, 1: "un = 4"}))
    assert stars(result) == [2, 2, 1]
    assert result.exercises[0].sentence == "Cherche 6."


def test_an_untouched_exercise_is_yet_to_be_done_and_no_failure(desk: Desk) -> None:
    result = desk.grade(desk.room.released())
    assert (result.stars, result.out_of) == (0, 6)
    assert {(one.sentence, one.untouched) for one in result.exercises} == {
        (sentences.NOT_DONE, True)
    }
    begun = desk.grade(desk.room.answered({2: "def deux(n):\n    return n"}))
    assert [one.untouched for one in begun.exercises] == [True, False, True]


@pytest.mark.parametrize(
    "bytes_",
    [b"", b"{", b'{"cells": []}', b"\xff\xfe\x00"],
)
def test_what_is_not_a_notebook_is_set_aside_and_its_learner_stays_in_the_gradebook(
    desk: Desk, bytes_: bytes
) -> None:
    learner = desk.room.learner()
    result = desk.grade(bytes_, learner)
    assert (result.stars, result.out_of, result.notice) == (0, 6, sentences.UNREADABLE)
    assert set(desk.scores(learner).values()) == {0}


def test_an_unreadable_second_try_leaves_the_first_stars_in_the_gradebook(desk: Desk) -> None:
    learner = desk.room.learner()
    desk.grade(desk.room.answered(RIGHT), learner)
    assert desk.grade(b"{", learner).stars == 0
    assert sum(desk.scores(learner).values()) == 6


def test_a_duplicated_check_cell_changes_no_star(desk: Desk) -> None:
    work = desk.room.answered(RIGHT)
    check = next(cell for cell in work.cells if "bilan(1" in cell.source)
    work.cells.insert(1, check.copy())
    result = desk.grade(work)
    assert stars(result) == [3, 2, 1]
    assert result.notice == sentences.TIDIED


def test_a_deleted_check_cell_comes_back_and_judges_the_answer(desk: Desk) -> None:
    work = desk.room.answered(RIGHT)
    work.cells = [cell for cell in work.cells if "bilan(1" not in cell.source]
    assert stars(desk.grade(work)) == [3, 2, 1]


def test_a_rewritten_check_cell_is_the_lessons_own_again(desk: Desk) -> None:
    work = desk.room.answered({})
    for cell in work.cells:
        if "bilan(" in cell.source and "def " not in cell.source:
            cell.source = "3.0"
    assert stars(desk.grade(work)) == [0, 0, 0]


def test_cells_changed_into_text_are_code_again(desk: Desk) -> None:
    work = desk.room.answered(RIGHT)
    for cell in work.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("ex1"):
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]
    assert stars(desk.grade(work)) == [3, 2, 1]


@pytest.mark.parametrize("version", [1, 99, "trois"])
def test_another_schema_version_stops_nobody(desk: Desk, version: Any) -> None:
    work = desk.room.answered(RIGHT)
    for cell in work.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["schema_version"] = version
    assert stars(desk.grade(work)) == [3, 2, 1]


def test_a_deleted_answer_costs_its_own_exercise_only(desk: Desk) -> None:
    work = desk.room.answered(RIGHT)
    work.cells = [cell for cell in work.cells if cell.source != RIGHT[2]]
    assert stars(desk.grade(work)) == [3, 0, 1]


def test_only_an_empty_cell_left_is_still_judged(desk: Desk) -> None:
    work = desk.room.answered({})
    work.cells = work.cells[:1]
    assert stars(desk.grade(work)) == [0, 0, 0]


def test_a_renamed_notebook_is_found(desk: Desk) -> None:
    learner = desk.room.learner()
    submission = desk.room.hand_in(learner, desk.room.answered(RIGHT))
    folder = desk.room.settings.inbox / submission
    next(folder.glob("*.ipynb")).rename(folder / "Untitled (1).ipynb")
    record = HandedIn(learner, submission, desk.room.now())
    assert desk.engine.grade(desk.lesson, record).stars == 6


def test_an_empty_box_says_that_nothing_was_found(desk: Desk) -> None:
    learner = desk.room.learner()
    submission = desk.room.hand_in(learner, b"{}")
    next((desk.room.settings.inbox / submission).glob("*.ipynb")).unlink()
    record = HandedIn(learner, submission, desk.room.now())
    assert desk.engine.grade(desk.lesson, record).notice == sentences.NOTHING


@pytest.mark.parametrize("gesture", ["exit()", "import os; os._exit(0)", "raise SystemExit"])
def test_leaving_python_costs_its_own_exercise_only(desk: Desk, gesture: str) -> None:
    result = desk.grade(desk.room.answered({**RIGHT, 2: gesture}))
    assert stars(result)[0::2] == [3, 1]
    assert stars(result)[1] == 0


def test_an_endless_loop_is_stopped_and_costs_its_own_exercise_only(desk: Desk) -> None:
    result = desk.grade(desk.room.answered({**RIGHT, 2: "while True:\n    pass"}))
    assert stars(result) == [3, 0, 1]
    assert result.exercises[1].sentence == sentences.STOPPED


def test_a_loop_that_refuses_to_stop_ends_with_its_kernel(desk: Desk) -> None:
    stubborn = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    result = desk.grade(desk.room.answered({**RIGHT, 2: stubborn}))
    assert stars(result) == [3, 0, 1]
    assert result.exercises[1].sentence == sentences.STOPPED


def test_a_machine_that_starts_no_process_is_not_the_learners_fault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError("no process left")

    learner = desk.room.learner()
    monkeypatch.setattr("quartiers.grading.judge.births.Nursery.fork", refuse)
    with pytest.raises(GradingTrouble, match="no process left"):
        desk.grade(desk.room.answered(RIGHT), learner)
    monkeypatch.undo()
    assert desk.grade(desk.room.answered(RIGHT), learner).stars == 6


def test_a_huge_output_is_cut_and_costs_no_star(desk: Desk) -> None:
    learner = desk.room.learner()
    flood = "un = 6\nprint('a' * 30_000_000)\nfor n in range(20_000):\n    print(n)"
    result = desk.grade(desk.room.answered({**RIGHT, 1: flood}), learner)
    assert stars(result) == [3, 2, 1]
    assert result.notice == sentences.CUT
    folder = desk.room.settings.course_folder("programmation") / "autograded" / learner
    assert next(folder.rglob("*.ipynb")).stat().st_size < 200_000


def feedback_of(desk: Desk, learner: str) -> list[Path]:
    return sorted(desk.room.settings.course_folder("programmation").glob(f"*/{learner}/**/*.html"))


def test_the_same_learner_twice_in_a_row_has_a_page_of_the_second_work(desk: Desk) -> None:
    learner = desk.room.learner()
    for work, said in (({}, "0 sur 6"), (RIGHT, "6 sur 6"), (RIGHT, "6 sur 6")):
        desk.grade(desk.room.answered(work), learner)
        pages = feedback_of(desk, learner)
        assert len(pages) == 2
        assert all(said in page.read_text() for page in pages)


def test_the_lessons_media_are_not_copied_beside_each_graded_work(desk: Desk) -> None:
    learner = desk.room.learner()
    desk.grade(desk.room.answered(RIGHT), learner)
    graded = desk.room.settings.course_folder("programmation") / "autograded" / learner
    assert {path.name for path in graded.rglob("*") if path.is_file()} == {
        "01_exemple.ipynb",
        "timestamp.txt",
    }


def test_no_word_of_nbgrader_is_on_the_page_of_an_answer_not_begun(desk: Desk) -> None:
    learner = desk.room.learner()
    desk.grade(desk.room.released(), learner)
    for page in feedback_of(desk, learner):
        assert "No response" not in page.read_text()
