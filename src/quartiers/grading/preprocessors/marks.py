"""nbgrader's SaveAutoGrades and GetGrades, with two questions and one commit a submission.

Stock asks the gradebook, and writes to it, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Gradebook, MissingEntry
from nbgrader.preprocessors import GetGrades, SaveAutoGrades
from nbgrader.utils import is_grade, is_task

from quartiers.grading.sentences import NO_ANSWER


class Marks:
    """The grades and comments of one submitted notebook, as nbgrader's steps ask for them."""

    def __init__(self, gradebook: Gradebook, notebook: Any) -> None:
        """Read them all; `notebook` is nbgrader's SubmittedNotebook in this open gradebook."""
        cells = gradebook.db.query(BaseCell.id, BaseCell.name)  # whole cells cost a query each
        names = dict(map(tuple, cells.filter(BaseCell.notebook_id == notebook.notebook_id)))
        self._grades = _by_name(notebook.grades, names)
        self._comments = _by_name(notebook.comments, names)
        self.db = self

    def find_grade(self, name: str, *_: str) -> Any:
        """The grade of a cell; raises MissingEntry."""
        return _found(self._grades, name)

    def find_comment(self, name: str, *_: str) -> Any:
        """The comment on a cell; raises MissingEntry."""
        return _found(self._comments, name)

    def commit(self) -> None:
        """Nothing yet: everything is written at the end, or nothing."""


class SaveAtOnce(SaveAutoGrades):
    """All the stars of a notebook in one transaction."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Store what the checks gave."""
        names = resources["nbgrader"]
        _take_names(self, names)
        with Gradebook(names["db_url"]) as gradebook:
            self.gradebook = Marks(gradebook, _submitted(gradebook, names))
            for index, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, index)
            gradebook.db.commit()
            gradebook.db.expire_all()  # sums are made by the database
        return nb, resources

    def _add_comment(self, cell: NotebookNode, resources: Any) -> None:
        """Stock writes "No response." under each answer that was not begun.

        Here the check says it, in French; only an answer that people mark has nobody else to.
        """
        super()._add_comment(cell, resources)
        comment = self.gradebook.find_comment(cell.metadata.nbgrader["grade_id"])
        if comment.auto_comment:
            comment.auto_comment = NO_ANSWER if is_grade(cell) or is_task(cell) else None


class ReadAtOnce(GetGrades):
    """All the marks of a notebook, for its feedback."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put scores and comments into the cells, and the totals beside."""
        names = resources["nbgrader"]
        _take_names(self, names)
        with Gradebook(names["db_url"]) as gradebook:
            notebook = _submitted(gradebook, names)
            self.gradebook = Marks(gradebook, notebook)
            for index, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, index)
            penalty = notebook.late_submission_penalty or 0
            names |= {"score": notebook.score - penalty, "max_score": notebook.max_score}
            names |= {"late_penalty": penalty, "called": notebook.student.last_name}
        return nb, resources


def _submitted(gradebook: Gradebook, names: Any) -> Any:
    return gradebook.find_submission_notebook(
        names["notebook"], names["assignment"], names["student"]
    )


def _take_names(step: Any, names: Any) -> None:
    """What the stock methods read."""
    step.notebook_id, step.assignment_id = names["notebook"], names["assignment"]
    step.student_id, step.db_url = names["student"], names["db_url"]


def _by_name(entries: Iterable[Any], names: dict[str, str]) -> dict[str, Any]:
    return {names[one.cell_id]: one for one in entries if one.cell_id in names}


def _found(entries: dict[str, Any], name: str) -> Any:
    if name not in entries:
        raise MissingEntry(f"no mark for {name}")
    return entries[name]
