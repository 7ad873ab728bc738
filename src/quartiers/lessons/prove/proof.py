"""Prove one lesson: gather its claims, have them judged in two walks, sort what came out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

from quartiers.lessons.answers import Answers, read_answers
from quartiers.lessons.judging.judge import Judge, JudgeError
from quartiers.lessons.judging.model import RunCell, Trial, Verdict
from quartiers.lessons.model import Exercise, Lesson
from quartiers.lessons.notebook import Notebook, read_notebook
from quartiers.lessons.prove.cells import cuts, run_cells, solved, untouched
from quartiers.lessons.prove.claims import FULL, Claim, claims_of, confirm
from quartiers.lessons.prove.findings import Proof, Refutation
from quartiers.lessons.prove.mutants import Mutant, mutants_of
from quartiers.lessons.prove.puzzles import puzzles
from quartiers.lessons.prove.quizzes import quizzes
from quartiers.lessons.prove.released import released_copy
from quartiers.lessons.prove.survivors import sort_mutants
from quartiers.lessons.prove.unheard import unheard
from quartiers.lessons.regions import AnswerCell

Item = tuple[str, AnswerCell, Claim]


def prove(lesson: Lesson, judge: Judge) -> Proof:
    """Run everything a lesson claims; the proof holds when nothing is refuted."""
    started = time.monotonic()
    proof = Proof(lesson.code, lesson.title)
    notebook, answers = read_notebook(lesson.notebook), read_answers(lesson.answers_file)
    proof.tally.exercises = len(lesson.exercises)
    for part in (
        _answers_hold(lesson, notebook, answers, judge, proof),
        _right_whatever_came_before(lesson, notebook, answers, judge, proof),
        quizzes(lesson, notebook, judge),
        released_copy(lesson, notebook, judge),
        puzzles(lesson, notebook, judge),
    ):
        proof.refutations.extend(_until_it_breaks(part))
    proof.tally.seconds = time.monotonic() - started
    return proof


def _until_it_breaks(part: Iterator[Refutation]) -> Iterator[Refutation]:
    """A part of the proof; a notebook whose own cells stop Python is refuted too."""
    try:
        yield from part
    except JudgeError as reason:
        yield Refutation(
            0,
            "parcours",
            f"le carnet ne va pas jusqu'au bout : {reason}.",
            "Lancez ses cellules une à une dans JupyterLab pour trouver laquelle.",
        )


def _answers_hold(
    lesson: Lesson, notebook: Notebook, answers: Answers, judge: Judge, proof: Proof
) -> Iterator[Refutation]:
    """Every claim and every mutant, after exercises solved as the teacher does."""
    cut_by_number = cuts(notebook)
    items = list(_items(lesson, cut_by_number, answers, elsewhere=False))
    mutants = list(_mutants(lesson, cut_by_number))
    trials = [_trial(*item) for item in items]
    trials += [_mutant_trial(cut_by_number[number], number, key, m) for key, number, m in mutants]
    verdicts = judge.judge(lesson.folder, run_cells(notebook, solved), trials)
    proof.tally.judged += len(verdicts)
    for key, _, claim in items:
        yield from confirm(claim, verdicts[key])
    for exercise in lesson.exercises:
        own = [(m, verdicts[key]) for key, number, m in mutants if number == exercise.number]
        yield from _all_said(exercise, notebook, answers, items, verdicts)
        solution = verdicts.get(f"{exercise.number}/0")
        if solution is not None:
            reasons = answers.of(exercise.number).mutants
            yield from sort_mutants(exercise.number, own, solution, reasons, proof.tally)


def _all_said(
    exercise: Exercise,
    notebook: Notebook,
    answers: Answers,
    items: Sequence[Item],
    verdicts: Mapping[str, Verdict],
) -> Iterator[Refutation]:
    """Every sentence of the check is tripped by an answer that must be refused."""
    check = notebook.of_exercise(exercise.number, "controle")
    if check is None or answers.of(exercise.number).no_refused:
        return
    refused = [
        verdicts[key]
        for key, _, claim in items
        if claim.exercise == exercise.number and claim.expected != FULL
    ]
    yield from unheard(exercise.number, check.source, refused)


def _right_whatever_came_before(
    lesson: Lesson, notebook: Notebook, answers: Answers, judge: Judge, proof: Proof
) -> Iterator[Refutation]:
    """Right answers again, for a learner who left the other exercises untouched."""
    items = list(_items(lesson, cuts(notebook), answers, elsewhere=True))
    cells: list[RunCell] = run_cells(notebook, untouched)
    verdicts = judge.judge(lesson.folder, cells, [_trial(*item) for item in items])
    proof.tally.judged += len(verdicts)
    for key, _, claim in items:
        for refutation in confirm(claim, verdicts[key]):
            where = f"{refutation.claim}, les autres exercices laissés intacts"
            yield Refutation(
                refutation.exercise, where, refutation.seen, refutation.to_do, refutation.code
            )


def _items(
    lesson: Lesson, cut_by_number: dict[int, AnswerCell], answers: Answers, elsewhere: bool
) -> Iterator[Item]:
    """Claims with a key; the solution's is `<exercise>/0`."""
    for exercise, cut in _exercises(lesson, cut_by_number):
        known = answers.of(exercise.number)
        for rank, claim in enumerate(claims_of(exercise, cut, known, elsewhere)):
            yield f"{exercise.number}/{rank}", cut, claim


def _mutants(
    lesson: Lesson, cut_by_number: dict[int, AnswerCell]
) -> Iterator[tuple[str, int, Mutant]]:
    for exercise, cut in _exercises(lesson, cut_by_number):
        for rank, mutant in enumerate(mutants_of(cut.solution)):
            yield f"{exercise.number}/mutant/{rank}", exercise.number, mutant


def _exercises(
    lesson: Lesson, cut_by_number: dict[int, AnswerCell]
) -> Iterator[tuple[Exercise, AnswerCell]]:
    for exercise in lesson.exercises:
        if exercise.number in cut_by_number:
            yield exercise, cut_by_number[exercise.number]


def _trial(key: str, cut: AnswerCell, claim: Claim) -> Trial:
    source = claim.answer if claim.whole else cut.with_answer(claim.answer)
    return Trial(key, claim.exercise, source)


def _mutant_trial(cut: AnswerCell, number: int, key: str, mutant: Mutant) -> Trial:
    return Trial(key, number, cut.with_answer(mutant.code))


def judge_one(lesson: Lesson, number: int, answer: str, judge: Judge) -> Verdict:
    """Judge one answer to one exercise; `KeyError` in French when there is no such exercise."""
    notebook = read_notebook(lesson.notebook)
    known = cuts(notebook)
    if number not in known:
        raise KeyError(
            f"La leçon {lesson.code} n'a pas d'exercice {number}. "
            f"Ses exercices : {', '.join(map(str, known))}."
        )
    cells = run_cells(notebook, solved)
    trial = Trial("une", number, known[number].with_answer(answer))
    return judge.judge(lesson.folder, cells, [trial])["une"]
