"""No proof, no star."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from quartiers.grading import sentences
from quartiers.grading.preprocessors.proof import (
    STARS_MIME,
    ProofOrNothing,
    Verdict,
    read_rewritten,
    rewritten,
    verdict,
)
from quartiers.grading.preprocessors.restore import UNTOUCHED
from quartiers.grading.report import KEY, ExecutionReport

NOTHING = Verdict(0, sentences.NO_PROOF)


def card(**changes: Any) -> Any:
    data = {"exercice": 2, "etoiles": 2, "sur": 3, "phrase": "Presque.", **changes}
    return new_output("execute_result", {"text/plain": "2.0", STARS_MIME: data})


def stream(name: str, text: str) -> Any:
    return new_output("stream", name=name, text=text)


def error(name: str, value: str) -> Any:
    return new_output("error", ename=name, evalue=value, traceback=["cache == 6"])


def test_a_result_of_ours_is_a_proof() -> None:
    assert verdict([card()], 3, None) == Verdict(2, "Presque.")


def test_a_warning_beside_it_costs_nothing() -> None:
    outputs = [stream("stderr", "DeprecationWarning"), stream("stdout", "coucou"), card()]
    assert verdict(outputs, 3, None) == Verdict(2, "Presque.")


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [stream("stdout", "3.0")],
        [new_output("execute_result", {"text/plain": "3.0"})],
        [new_output("display_data", {STARS_MIME: {"etoiles": 3, "sur": 3, "phrase": ""}})],
        [card(), card()],
        [card(), error("ValueError", "x")],
    ],
)
def test_anything_else_is_worth_no_star(outputs: list[Any]) -> None:
    assert verdict(outputs, 3, None) == NOTHING


@pytest.mark.parametrize(
    "change",
    [
        {"etoiles": 4},
        {"etoiles": 0},
        {"etoiles": -1},
        {"etoiles": "3"},
        {"etoiles": True},
        {"etoiles": float("nan")},
        {"sur": 30},
        {"phrase": None},
    ],
)
def test_a_result_out_of_range_is_no_proof(change: dict[str, Any]) -> None:
    assert verdict([card(**change)], 3, None) == NOTHING


def test_a_check_that_says_not_yet_gives_its_sentence() -> None:
    assert verdict([error("PasEncore", "Il en manque.")], 3, None) == Verdict(0, "Il en manque.")


def test_the_message_of_another_error_never_reaches_the_learner() -> None:
    assert verdict([error("AssertionError", "cache == 6")], 3, None) == NOTHING


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("stopped", sentences.STOPPED),
        ("died", sentences.DIED),
        ("unjudged", sentences.UNJUDGED),
    ],
)
def test_trouble_takes_the_stars_and_says_why(trouble: Any, sentence: str) -> None:
    assert verdict([card()], 3, trouble) == Verdict(0, sentence)


@pytest.mark.parametrize("stars", [0, 1, 3])
def test_what_is_rewritten_is_read_back_and_is_a_number_for_nbgrader(stars: int) -> None:
    cell = new_code_cell("", outputs=[rewritten(Verdict(stars, "<b>& co"), 3)])
    assert read_rewritten(cell) == Verdict(stars, "<b>& co")
    assert float(cell.outputs[0].data["text/plain"]) == stars
    assert "<b>" not in cell.outputs[0].data["text/html"]


def check_cell(outputs: list[Any]) -> Any:
    graded = {"grade": True, "solution": False, "points": 3, "grade_id": "ex1_controle"}
    return new_code_cell("", metadata={"nbgrader": graded, "quartiers": {}}, outputs=outputs)


def test_a_check_after_an_answer_that_was_stopped_gives_nothing() -> None:
    notebook = new_notebook(cells=[new_code_cell("while True: 1"), check_cell([card()])])
    report = ExecutionReport(troubles={0: "stopped"})
    ProofOrNothing().preprocess(notebook, {KEY: report})
    assert read_rewritten(notebook.cells[1]) == Verdict(0, sentences.STOPPED)


@pytest.mark.parametrize(
    ("outputs", "said"), [([], sentences.NOT_DONE), ([card()], sentences.ELSEWHERE)]
)
def test_an_answer_nobody_began_gets_no_star_whatever_its_check_says(
    outputs: list[Any], said: str
) -> None:
    notebook = new_notebook(cells=[check_cell(outputs)])
    ProofOrNothing().preprocess(notebook, {KEY: ExecutionReport(), UNTOUCHED: {"ex1_controle"}})
    assert read_rewritten(notebook.cells[0]) == Verdict(0, said, untouched=True)


def test_an_untouched_answer_that_could_not_be_judged_says_so() -> None:
    notebook = new_notebook(cells=[check_cell([])])
    ProofOrNothing().preprocess(notebook, {UNTOUCHED: {"ex1_controle"}})
    assert read_rewritten(notebook.cells[0]) == Verdict(0, sentences.UNJUDGED)


def test_without_a_report_of_the_execution_nothing_is_proved() -> None:
    notebook = new_notebook(cells=[check_cell([card()])])
    ProofOrNothing().preprocess(notebook, {})
    assert read_rewritten(notebook.cells[0]) == Verdict(0, sentences.UNJUDGED)


def test_the_checks_of_another_courses_notebook_keep_nbgraders_own_rules() -> None:
    ran, dead = check_cell([]), check_cell([])
    for cell in (ran, dead):
        del cell.metadata["quartiers"]
    ProofOrNothing().preprocess(
        new_notebook(cells=[ran, dead]), {KEY: ExecutionReport(troubles={1: "died"})}
    )
    assert ran.outputs == []
    assert [one.output_type for one in dead.outputs] == ["error"]
