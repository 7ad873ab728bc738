"""nbgrader's OverwriteCells, which asks the gradebook once a lesson instead of once a cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import OverwriteCells


@dataclass(frozen=True)
class KnownNotebook:
    """The lesson's cells as the gradebook has them, and the questions OverwriteCells asks."""

    source_cells: tuple[Any, ...]
    grade_cells: tuple[Any, ...]
    solution_cells: tuple[Any, ...]
    task_cells: tuple[Any, ...]
    kernelspec: Mapping[str, Any] | None = None

    def find_notebook(self, *_: str) -> KnownNotebook:
        """This one."""
        return self

    def find_source_cell(self, name: str, *_: str) -> Any:
        """The cell of this name; raises MissingEntry."""
        return _named(name, self.source_cells)

    def find_graded_cell(self, name: str, *_: str) -> Any:
        """The cell with points of this name; raises MissingEntry."""
        return _named(name, self.grade_cells + self.task_cells)


class OverwriteKnownCells(OverwriteCells):
    """The same gestures on the same cells; a lesson released again is read again."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put locked cells, points and hidden tests as the gradebook has them."""
        names = resources["nbgrader"]
        self.notebook_id, self.assignment_id = names["notebook"], names["assignment"]
        self.gradebook = _known(
            names["db_url"], self.notebook_id, self.assignment_id, self._date(names)
        )
        if self.gradebook.kernelspec:  # what OverwriteKernelspec does
            nb.metadata["kernelspec"] = dict(self.gradebook.kernelspec)
        for index, cell in enumerate(nb.cells):
            nb.cells[index], resources = self.preprocess_cell(cell, resources, index)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources

    def _date(self, names: Any) -> tuple[int, int]:
        """When the lesson was last released: its cells are stored just before."""
        coursedir = self.parent.parent.coursedir
        folder = coursedir.format_path(coursedir.release_directory, ".", names["assignment"])
        status = Path(folder, f"{names['notebook']}.ipynb").stat()
        return status.st_mtime_ns, status.st_ino


@lru_cache(maxsize=16)
def _known(db_url: str, notebook: str, assignment: str, _date: tuple[int, int]) -> KnownNotebook:
    with Gradebook(db_url) as gradebook:
        found = gradebook.find_notebook(notebook, assignment)
        known = KnownNotebook(
            tuple(found.source_cells),
            tuple(found.grade_cells),
            tuple(found.solution_cells),
            tuple(found.task_cells),
            json.loads(found.kernelspec) if found.kernelspec else None,
        )
        for cell in known.grade_cells + known.task_cells:
            assert cell.max_score is not None  # read before the session is gone
        gradebook.db.expunge_all()
    return known


def _named(name: str, cells: tuple[Any, ...]) -> Any:
    for cell in cells:
        if cell.name == name:
            return cell
    raise MissingEntry(f"no cell {name}")
