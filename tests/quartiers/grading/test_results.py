"""From check cells to what the learner reads."""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell

from quartiers.grading.preprocessors.proof import Verdict, rewritten
from quartiers.grading.results import nothing_judged, read_results
from quartiers.grading.sentences import NO_PROOF
from quartiers.sessions.model import ExerciseResult


def check(number: int, points: int, found: Verdict | None, name: str = "") -> Any:
    name = name or f"ex{number}_controle"
    return new_code_cell(
        "",
        metadata={
            "nbgrader": {"grade": True, "solution": False, "points": points, "grade_id": name},
            "quartiers": {"exercice": number},
        },
        outputs=[rewritten(found, points)] if found else [],
    )


def test_stars_and_sentences_are_read_in_the_order_of_the_lesson() -> None:
    cells = [
        new_code_cell("un"),
        check(2, 3, Verdict(2, "Presque.")),
        check(3, 1, Verdict(1, "Oui.")),
    ]
    result = read_results(cells, {"ex2_controle": 2.0, "ex3_controle": 1.0}, "Un mot.")
    assert result.exercises == (
        ExerciseResult(2, 2, 3, "Presque."),
        ExerciseResult(3, 1, 1, "Oui."),
    )
    assert (result.stars, result.out_of, result.notice) == (3, 4, "Un mot.")


def test_never_more_stars_than_the_gradebook_has() -> None:
    cells = [check(2, 3, Verdict(3, "Bravo."))]
    for scores in ({"ex2_controle": 1.0}, {"ex2_controle": None}, {}):
        result = read_results(cells, scores)
        assert result.stars == int(scores.get("ex2_controle") or 0)
        assert result.exercises[0].sentence == NO_PROOF


def test_a_check_without_our_mark_is_worth_nothing() -> None:
    result = read_results([check(2, 3, None)], {"ex2_controle": 3.0})
    assert result.exercises == (ExerciseResult(2, 0, 3, NO_PROOF),)


def test_two_checks_of_one_exercise_add_up_and_the_first_that_lacks_something_speaks() -> None:
    cells = [
        check(2, 2, Verdict(2, "Oui."), "a"),
        check(2, 3, Verdict(1, "Encore."), "b"),
        check(2, 1, Verdict(0, "Rien."), "c"),
    ]
    result = read_results(cells, {"a": 2.0, "b": 1.0, "c": 0.0})
    assert result.exercises == (ExerciseResult(2, 3, 6, "Encore."),)


def test_when_nothing_can_be_judged_every_exercise_says_so() -> None:
    result = nothing_judged([check(2, 3, None), new_code_cell("un"), check(3, 1, None)], "Voilà.")
    assert (result.stars, result.out_of, result.notice) == (0, 4, "Voilà.")
    assert [one.sentence for one in result.exercises] == ["Voilà.", "Voilà."]
