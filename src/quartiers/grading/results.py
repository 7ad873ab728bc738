"""From an autograded notebook and the gradebook to what the learner reads; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nbformat import NotebookNode

from quartiers.grading.preprocessors.proof import Verdict, read_rewritten
from quartiers.grading.preprocessors.restore import grade_id, is_check
from quartiers.grading.sentences import NO_PROOF
from quartiers.sessions.model import ExerciseResult, GradingResult


def read_results(
    cells: Sequence[NotebookNode], scores: Mapping[str, float | None], notice: str | None = None
) -> GradingResult:
    """The stars and sentences of the check cells, never more than the gradebook's `scores`.

    `scores` maps a check's grade id to its points in the gradebook, None when it has none.
    """
    checks = [_exercise(cell, scores) for cell in cells if is_check(cell)]
    return total(merge_same_exercise(checks), notice)


def nothing_judged(checks: Iterable[NotebookNode], sentence: str) -> GradingResult:
    """The result of a submission that could not be read: 0 star everywhere, and why."""
    empty = [
        ExerciseResult(_number(cell), 0, int(cell.metadata.nbgrader["points"]), sentence)
        for cell in checks
        if is_check(cell)
    ]
    return total(merge_same_exercise(empty), sentence)


def total(exercises: Sequence[ExerciseResult], notice: str | None) -> GradingResult:
    """Add up."""
    stars = sum(one.stars for one in exercises)
    return GradingResult(stars, sum(one.out_of for one in exercises), tuple(exercises), notice)


def merge_same_exercise(results: Sequence[ExerciseResult]) -> list[ExerciseResult]:
    """One result an exercise: stars add up, the first sentence that is not all stars speaks."""
    merged: dict[int, ExerciseResult] = {}
    for one in results:
        known = merged.get(one.exercise)
        merged[one.exercise] = one if known is None else _both(known, one)
    return list(merged.values())


def _both(first: ExerciseResult, second: ExerciseResult) -> ExerciseResult:
    speaks = second if first.stars == first.out_of else first
    stars, out_of = first.stars + second.stars, first.out_of + second.out_of
    untouched = first.untouched and second.untouched
    return replace(speaks, stars=stars, out_of=out_of, untouched=untouched)


def _exercise(cell: NotebookNode, scores: Mapping[str, float | None]) -> ExerciseResult:
    found = read_rewritten(cell) or Verdict(0, NO_PROOF)
    kept = int(scores.get(grade_id(cell) or "") or 0)
    sentence = found.sentence if kept >= found.stars else NO_PROOF
    points = int(cell.metadata.nbgrader["points"])
    return ExerciseResult(_number(cell), min(found.stars, kept), points, sentence, found.untouched)


def _number(cell: NotebookNode) -> int:
    """The exercise of a check, from the lesson's own metadata; 0 in a notebook that is not ours."""
    return int(cell.metadata.get("quartiers", {}).get("exercice", 0))
