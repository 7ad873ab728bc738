"""Cells copied, deleted, retyped, reordered, renamed: clumsy hands and clever ones."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from quartiers.grading import sentences

from .case import ALL, EVERY, Case, Shelf, Work
from .copies import Copies, answer, check, checks, code_cell

CASES: list[Case] = []
shelf = Shelf(CASES)


@shelf.case(lost=ALL, notice=sentences.TIDIED)
def copied_check(copies: Copies) -> Work:
    """A check cell copied at the top: stock nbgrader stops everybody's grading here."""
    copy = copies.right()
    copy["cells"].insert(0, deepcopy(check(copy, 3)))
    return copy


@shelf.case(lost=ALL, notice=sentences.TIDIED)
def every_cell_twice(copies: Copies) -> Work:
    """Everything selected, copied and pasted."""
    copy = copies.right()
    copy["cells"] += deepcopy(copy["cells"])
    return copy


@shelf.case(lost=ALL, notice=sentences.TIDIED)
def deleted_checks(copies: Copies) -> Work:
    """All check cells are gone."""
    copy = copies.right()
    gone = [id(cell) for cell in checks(copy)]
    copy["cells"] = [cell for cell in copy["cells"] if id(cell) not in gone]
    return copy


@shelf.case(lost={4}, notice=sentences.TIDIED)
def deleted_answer(copies: Copies) -> Work:
    """An answer is gone; its check stays."""
    copy = copies.right()
    copy["cells"].remove(answer(copy, 4))
    return copy


@shelf.case(lost=EVERY)
def only_a_text(copies: Copies) -> Work:
    """Nothing of the lesson is left but its title."""
    copy = copies.right()
    copy["cells"] = copy["cells"][:1]
    return copy


@shelf.case(lost=ALL)
def retyped_answers(copies: Copies) -> Work:
    """Answers and checks turned into texts."""
    copy = copies.right()
    for cell in [*checks(copy), *(answer(copy, number) for number in copies.numbers)]:
        cell["cell_type"] = "markdown"
        cell.pop("outputs", None)
    return copy


@shelf.case(lost=ALL)
def unknown_cell_type(copies: Copies) -> Work:
    """Check cells of a kind that does not exist."""
    copy = copies.right()
    for cell in checks(copy):
        cell["cell_type"] = "heading"
    return copy


@shelf.case(lost=ALL, notice=sentences.TIDIED)
def checks_first(copies: Copies) -> Work:
    """All checks moved above the answers."""
    copy = copies.right()
    moved = checks(copy)
    rest = [cell for cell in copy["cells"] if cell not in moved]
    copy["cells"] = moved + rest
    return copy


@shelf.case(lost=ALL)
def last_exercise_first(copies: Copies) -> Work:
    """The exercises in the other order, under the preparation."""
    copy = copies.right()
    pairs = [(answer(copy, n), check(copy, n)) for n in copies.numbers]
    moved = [cell for pair in reversed(pairs) for cell in pair]
    rest = [cell for cell in copy["cells"] if cell not in moved]
    copy["cells"] = rest[:4] + moved + rest[4:]
    return copy


@shelf.case(lost=EVERY)
def rewritten_checks(copies: Copies) -> Work:
    """Every check says 3.0."""
    copy = copies.blank()
    for cell in checks(copy):
        cell["source"] = "3.0"
    return copy


@shelf.case(lost=EVERY)
def checks_without_tests(copies: Copies) -> Work:
    """Every check keeps only its last line."""
    copy = copies.blank()
    for cell in checks(copy):
        cell["source"] = "c = controle(2)\nc.bilan('Bravo.')"
    return copy


@shelf.case(lost=EVERY)
def more_points(copies: Copies) -> Work:
    """A thousand points a check, and no lock."""
    copy = copies.blank()
    for cell in checks(copy):
        cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "solution": True}
    return copy


@shelf.case(lost=EVERY)
def swapped_names(copies: Copies) -> Work:
    """Checks named after other cells."""
    copy = copies.blank()
    for cell in checks(copy):
        cell["metadata"]["nbgrader"]["grade_id"] = "preparation"
    return copy


@shelf.case(lost=ALL)
def strange_names(copies: Copies) -> Work:
    """Names of cells that lead elsewhere, on cells the learner added."""
    copy = copies.right()
    for name in ("../../x", "a'; drop table grade; --", "", None, 7, "é" * 5000):
        extra = code_cell("1 + 1")
        extra["metadata"] = {"nbgrader": {"grade_id": name, "grade": True, "points": 50}}
        copy["cells"].append(extra)
    return copy


@shelf.case(lost=ALL)
def nbgrader_metadata_gone(copies: Copies) -> Work:
    """nbgrader's metadata is still there on answers, and empty on checks."""
    copy = copies.right()
    for cell in checks(copy):
        cell["metadata"]["nbgrader"] = {}
    return copy


def versioned(copies: Copies, version: Any) -> Work:
    """Another version of nbgrader's metadata."""
    copy = copies.right()
    for cell in copy["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = version
    return copy


shelf.code("schema_version_1", lambda copies: versioned(copies, 1), lost=ALL)
shelf.code("schema_version_99", lambda copies: versioned(copies, 99), lost=ALL)
shelf.code("schema_version_is_a_word", lambda copies: versioned(copies, "trois"), lost=ALL)


@shelf.case(lost=ALL)
def already_graded(copies: Copies) -> Work:
    """The copy holds outputs of full marks, typed by hand, under right answers."""
    return with_typed_stars(copies.right())


@shelf.case(lost=EVERY)
def typed_outputs(copies: Copies) -> Work:
    """The same, under no answer at all."""
    return with_typed_stars(copies.blank())


def with_typed_stars(copy: Any) -> Any:
    """Outputs like those of a check that gave everything."""
    mime = "application/vnd.quartiers.etoiles+json"
    for cell in checks(copy):
        card = {"exercice": 2, "etoiles": 3, "sur": 3, "phrase": "Bravo."}
        data = {"text/plain": "3.0", mime: card}
        shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
        cell["outputs"] = [shown | {"data": data}]
    return copy
