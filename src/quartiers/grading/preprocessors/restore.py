"""Put the lesson's own cells back where they belong, whatever happened to the learner's copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from quartiers.grading.begun import is_begun
from quartiers.grading.nbfiles import read_released

Cells = list[NotebookNode]
TIDIED = "quartiers_tidied"
UNTOUCHED = "quartiers_untouched"
"""Where the names of the checks are whose answer is as it was given."""
RIGHT_AS_GIVEN = "lance"
"""The step of an exercise that only asks to run what is there: nothing in it is to be begun."""


@dataclass(frozen=True)
class Group:
    """A cell of the lesson that learners work around, and the checks that follow it.

    `head` is an answer or a locked cell; a check without an answer before it is a head too.
    """

    head: NotebookNode
    checks: tuple[NotebookNode, ...] = ()


def lesson_groups(released: Sequence[NotebookNode]) -> list[Group]:
    """The cells of the released notebook that nbgrader knows, in order."""
    groups: list[Group] = []
    for cell in released:
        if grade_id(cell) is None:
            continue
        if is_check(cell) and groups and is_solution(groups[-1].head):
            groups[-1] = Group(groups[-1].head, (*groups[-1].checks, cell))
        else:
            groups.append(Group(cell))
    return groups


def restore(handed_in: Sequence[NotebookNode], groups: Sequence[Group]) -> Cells:
    """The learner's cells in the learner's order, each answer followed by its unmodified checks.

    Twins: one answer counts (see `chosen`), the others run as ordinary cells. Copies of locked
    cells and of checks go away. What was deleted comes back as it was released, before the next
    cell of the lesson. Foreign nbgrader metadata is dropped. Law: restoring twice changes nothing.
    """
    names = [grade_id(cell) for cell in handed_in]
    found = [(chosen(handed_in, names, group), group) for group in groups]
    places = {index: group for index, group in found if index is not None}
    missing = [group for index, group in found if index is None]
    locked = {grade_id(cell) for one in groups for cell in _locked(one)}
    cells: Cells = []
    for index, cell in enumerate(handed_in):
        if index in places:
            cells += _before(places[index], missing, groups)
            cells += _written(places[index], cell)
        elif names[index] not in locked:
            cells.append(_ordinary(cell))
    for group in missing:
        cells += _written(group, group.head)
    return cells


def chosen(
    handed_in: Sequence[NotebookNode], names: Sequence[str | None], group: Group
) -> int | None:
    """Where the group's head is; among twins, one that changed, then one just above its check.

    `names` are those of the cells handed in, in their order.
    """
    head = grade_id(group.head)
    twins = [index for index, name in enumerate(names) if name == head]

    def preference(index: int) -> tuple[bool, bool, int]:
        changed = is_begun(handed_in[index], group.head)
        below = names[index + 1 : index + 2]
        above_its_check = any(grade_id(check) in below for check in group.checks)
        return changed, above_its_check, index

    return max(twins, key=preference) if len(twins) > 1 else next(iter(twins), None)


def untouched(restored: Sequence[NotebookNode], groups: Sequence[Group]) -> frozenset[str]:
    """The checks, by name, whose answer is still as it was given, and asks for something."""
    written = {grade_id(cell): cell for cell in restored}
    same = [one for one in groups if _asks(one.head) and not _is_begun(one, written)]
    return frozenset(known(grade_id(check) for one in same for check in one.checks))


def _asks(head: NotebookNode) -> bool:
    """Whether an answer is expected here, and is not right as it is given."""
    step = head.metadata.get("quartiers", {}).get("etape")
    return bool(is_solution(head)) and step != RIGHT_AS_GIVEN


def _is_begun(group: Group, written: Mapping[str | None, NotebookNode]) -> bool:
    cell = written.get(grade_id(group.head))
    return cell is not None and is_begun(cell, group.head)


def is_check(cell: NotebookNode) -> bool:
    """A cell that gives points and holds no answer."""
    return is_grade(cell) and not is_solution(cell)


def is_ours(cells: Sequence[NotebookNode]) -> bool:
    """Whether the checks are those of a lesson of ours: they then prove that they ran.

    After `restore`, checks are those of the released notebook: no learner decides this.
    """
    return any("quartiers" in cell.metadata for cell in cells if is_check(cell))


def grade_id(cell: NotebookNode) -> str | None:
    """nbgrader's name of a cell, or None; learners' metadata may hold anything."""
    nbgrader = cell.metadata.get("nbgrader")
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return name if isinstance(name, str) and name else None


def known(ids: Iterable[str | None]) -> list[str]:
    """The names among `ids`, in order."""
    return [one for one in ids if one is not None]


def _locked(group: Group) -> list[NotebookNode]:
    return [cell for cell in (group.head, *group.checks) if not is_solution(cell)]


def _before(group: Group, missing: list[Group], groups: Sequence[Group]) -> Cells:
    """The deleted groups that come before this one in the lesson; each is written once."""
    rank = groups.index(group)
    early = [one for one in missing if groups.index(one) < rank]
    missing[:] = [one for one in missing if groups.index(one) >= rank]
    return [cell for one in early for cell in _written(one, one.head)]


def _written(group: Group, cell: NotebookNode) -> Cells:
    head = deepcopy(group.head)
    if is_solution(head):
        head.source = cell.source
    return [head, *deepcopy(list(group.checks))]


def _ordinary(cell: NotebookNode) -> NotebookNode:
    plain = deepcopy(cell)
    plain.metadata.pop("nbgrader", None)
    return plain


class RestoreCells(NbGraderPreprocessor):
    """First of the sanitising preprocessors; nbgrader's OverwriteCells then puts hidden tests."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Restore from the released notebook of the same course."""
        names = resources["nbgrader"]
        released = self._released(names["assignment"], names["notebook"])
        before = [grade_id(cell) for cell in nb.cells]
        groups = lesson_groups(released.cells)
        nb.cells = restore(nb.cells, groups)
        resources[UNTOUCHED] = untouched(nb.cells, groups)
        resources[TIDIED] = known(before) != known(grade_id(cell) for cell in nb.cells)
        return nb, resources

    def _released(self, assignment: str, notebook: str) -> NotebookNode:
        coursedir = self.parent.parent.coursedir
        folder = coursedir.format_path(coursedir.release_directory, ".", assignment)
        return read_released(Path(folder) / f"{notebook}.ipynb")
