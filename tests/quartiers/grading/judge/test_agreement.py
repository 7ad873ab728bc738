"""The prover and the grader cannot disagree: every answer of every lesson, judged both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from quartiers.grading.judge.births import Nursery
from quartiers.grading.judge.conduct import Conductor, Kind, Step
from quartiers.grading.nbfiles import node
from quartiers.grading.preprocessors.proof import Verdict, verdict
from quartiers.grading.watch import Budget
from quartiers.grading.workspace import Workspace, new_workspace
from quartiers.lessons.answers import read_answers
from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.judging.model import Trial
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import Notebook, read_notebook
from quartiers.lessons.prove.cells import cuts, run_cells, solved
from quartiers.lessons.prove.claims import claims_of
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

LESSONS = read_courses(Settings().courses).lessons
Answers = dict[int, list[str]]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    warm = Nursery()
    yield warm
    warm.close()


def answers_of(lesson: Lesson, notebook: Notebook) -> Answers:
    """Whole answer cells by exercise: the right ones, the refused ones, the untouched one."""
    known = read_answers(lesson.answers_file)
    cut_by_number = cuts(notebook)
    return {
        exercise.number: [
            claim.answer if claim.whole else cut.with_answer(claim.answer)
            for claim in claims_of(exercise, cut, known.of(exercise.number))
        ]
        for exercise in lesson.exercises
        if (cut := cut_by_number.get(exercise.number)) is not None
    }


def steps(notebook: Notebook, answers: dict[int, str]) -> list[Step]:
    """The teacher's notebook with these answers, as the grader sees a submission."""
    found = []
    for cell in notebook.code_cells:
        if cell.role == "reponse" and cell.exercise in answers:
            found.append(Step(cell.position, answers[cell.exercise]))
        elif cell.role == "controle":
            found.append(Step(cell.position, cell.source, "check"))
        else:
            kind: Kind = "locked" if cell.role == "preparation" else "free"
            found.append(Step(cell.position, cell.source, kind))
    return found


def graded(
    nursery: Nursery,
    settings: Settings,
    lesson: Lesson,
    cells: Sequence[Step],
    points: dict[int, int],
) -> dict[int, Verdict]:
    """The verdict of each check, by its place."""

    def place() -> Workspace:
        workspace = new_workspace(settings)
        workspace.bring(lesson.folder)
        return workspace

    conductor = Conductor(nursery, place, Budget(8, 60), 99)
    try:
        done = conductor.conduct(cells)
    finally:
        conductor.close()
    return {
        place: verdict(
            [node({"data": {}} | one) for one in done.outputs.get(place, ())],
            worth,
            done.report.troubles.get(place),
        )
        for place, worth in points.items()
    }


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.code)
def test_each_answer_gets_the_same_stars_and_sentence_from_both(
    lesson: Lesson, nursery: Nursery, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path)
    notebook = read_notebook(lesson.notebook)
    answers = answers_of(lesson, notebook)
    checks = {cell.exercise: cell for cell in notebook.code_cells if cell.role == "controle"}
    trials = [
        Trial(f"{number}/{rank}", number, source)
        for number, sources in answers.items()
        for rank, source in enumerate(sources)
    ]
    with Judge() as judge:
        expected = judge.judge(lesson.folder, run_cells(notebook, solved), trials)
    differences = []
    for rank in range(max(map(len, answers.values()))):
        chosen = {n: sources[min(rank, len(sources) - 1)] for n, sources in answers.items()}
        points = {cell.position: int(cell.points) for cell in checks.values()}
        found = graded(nursery, settings, lesson, steps(notebook, chosen), points)
        for number, sources in answers.items():
            if rank < len(sources):
                proved = expected[f"{number}/{rank}"]
                ours = found[checks[number].position]
                if (ours.stars, ours.sentence) != (int(proved.stars), proved.sentence):
                    differences.append((number, sources[rank], ours, proved))
    assert differences == []
