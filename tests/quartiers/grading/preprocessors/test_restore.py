"""The lesson's cells go back to their place, the learner's work stays."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell

from quartiers.grading.preprocessors.restore import (
    grade_id,
    is_check,
    lesson_groups,
    restore,
    untouched,
)


def ours(name: str, source: str, **flags: Any) -> Any:
    base = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": {**base, "grade_id": name, **flags}})


RELEASED = [
    new_markdown_cell("# Titre"),
    ours("preparation", "import atelier", locked=True),
    ours("ex1", "# à toi", solution=True),
    ours("ex1_controle", "controle(1)", grade=True, locked=True, points=3),
    new_markdown_cell("Suite"),
    ours("ex2", "# à toi", solution=True),
    ours("ex2_controle", "controle(2)", grade=True, locked=True, points=3),
    ours("ex2_encore", "controle(2, 'encore')", grade=True, locked=True, points=1),
]
GROUPS = lesson_groups(RELEASED)
ALL = ["preparation", "ex1", "ex1_controle", "ex2", "ex2_controle", "ex2_encore"]


def copy() -> list[Any]:
    return [cell.copy() for cell in RELEASED]


def names(cells: list[Any]) -> list[str]:
    return [name for name in map(grade_id, cells) if name]


def sources(cells: list[Any]) -> list[str]:
    return [cell.source for cell in cells]


def test_a_copy_that_did_not_move_stays_as_it_is() -> None:
    assert sources(restore(RELEASED, GROUPS)) == sources(RELEASED)


def test_an_answer_as_it_was_given_or_deleted_is_untouched_and_a_changed_one_is_not() -> None:
    checks = {"ex1_controle", "ex2_controle", "ex2_encore"}
    assert untouched(restore(RELEASED, GROUPS), GROUPS) == checks
    assert untouched(restore([], GROUPS), GROUPS) == checks
    work = [ours("ex1", "# à toi \n", solution=True), ours("ex2", "mon essai", solution=True)]
    assert untouched(restore(work, GROUPS), GROUPS) == {"ex1_controle"}


def test_an_exercise_that_only_asks_to_run_what_is_there_is_never_untouched() -> None:
    given = ours("ex1", "montrer(1)", solution=True)
    given.metadata["quartiers"] = {"etape": "lance"}
    groups = lesson_groups([given, *RELEASED[3:]])
    assert untouched(restore([given], groups), groups) == {"ex2_controle", "ex2_encore"}


@given(seed=st.integers(), size=st.integers(0, 20))
def test_whatever_was_moved_copied_or_deleted_each_cell_of_the_lesson_is_there_once(
    seed: int, size: int
) -> None:
    shuffled = random.Random(seed).choices(copy(), k=size)
    restored = restore(shuffled, GROUPS)
    assert sorted(names(restored)) == sorted(ALL)
    for above, below in itertools.pairwise(restored):
        if is_check(below):
            assert grade_id(above).split("_")[0] == grade_id(below).split("_")[0]


@given(seed=st.integers(), size=st.integers(0, 20))
def test_restoring_twice_changes_nothing_more(seed: int, size: int) -> None:
    once = restore(random.Random(seed).choices(copy(), k=size), GROUPS)
    assert sources(restore(once, GROUPS)) == sources(once)
    assert names(restore(once, GROUPS)) == names(once)


def test_the_learners_own_cells_stay_in_their_place() -> None:
    work = copy()
    work.insert(3, new_code_cell("mon_essai = 1"))
    restored = restore(work, GROUPS)
    assert "mon_essai = 1" in sources(restored)
    assert names(restored) == ALL


def test_a_cell_between_an_answer_and_its_check_runs_after_the_check() -> None:
    work = copy()
    work.insert(3, new_code_cell("mon_essai = 1"))
    found = sources(restore(work, GROUPS))
    assert found.index("controle(1)") < found.index("mon_essai = 1")


def test_of_two_copies_of_an_answer_the_one_that_changed_counts() -> None:
    work = copy()
    changed = work[2].copy()
    changed.source = "t.avance(50)"
    for position in (1, 3, len(work)):
        cells = [*work[:position], changed, *work[position:]]
        kept = [cell.source for cell in restore(cells, GROUPS) if grade_id(cell) == "ex1"]
        assert kept == ["t.avance(50)"]


def test_a_rewritten_locked_cell_is_the_lessons_own_again() -> None:
    work = copy()
    work[1].source, work[3].source = "def controle(*_): return 3.0", "3.0"
    assert sources(restore(work, GROUPS)) == sources(RELEASED)


def test_a_deleted_preparation_comes_first_again() -> None:
    restored = restore([cell for cell in copy() if grade_id(cell) != "preparation"], GROUPS)
    assert names(restored) == ALL


def test_an_empty_notebook_becomes_the_lesson() -> None:
    assert names(restore([], GROUPS)) == ALL


def test_the_lessons_metadata_wins_over_the_learners() -> None:
    work = copy()
    work[2].metadata = {"nbgrader": {"grade_id": "ex1", "schema_version": 99}, "tags": ["x"]}
    work[2].cell_type = "markdown"
    restored = next(cell for cell in restore(work, GROUPS) if grade_id(cell) == "ex1")
    assert restored.metadata == RELEASED[2].metadata
    assert restored.cell_type == "code"


@pytest.mark.parametrize("nbgrader", [{}, {"grade_id": "inconnu"}, {"grade_id": 3}, {"x": []}])
def test_foreign_nbgrader_metadata_is_dropped(nbgrader: dict[str, Any]) -> None:
    work = [*copy(), new_code_cell("à moi", metadata={"nbgrader": nbgrader})]
    last = restore(work, GROUPS)[-1]
    assert (last.source, "nbgrader" in last.metadata) == ("à moi", False)


def test_nothing_that_was_given_is_modified() -> None:
    work = copy()
    work[2].source = "mon travail"
    before = [cell.copy() for cell in work]
    restore(work, GROUPS)
    assert work == before
