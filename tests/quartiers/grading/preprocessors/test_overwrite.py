"""The lesson's cells as the gradebook has them, asked once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import MissingEntry

from quartiers.grading.preprocessors import overwrite
from quartiers.grading.preprocessors.overwrite import KnownNotebook, OverwriteKnownCells


def test_the_lessons_kernel_takes_the_place_of_the_learners(monkeypatch: Any) -> None:
    known = KnownNotebook((), (), (), (), {"name": "python3"})
    monkeypatch.setattr(overwrite, "_known", lambda *_: known)
    monkeypatch.setattr(OverwriteKnownCells, "_date", lambda *_: (0, 0))
    notebook = new_notebook()
    notebook.metadata["kernelspec"] = {"name": "ailleurs"}
    names = {"notebook": "carnet", "assignment": "lecon", "db_url": "sqlite://"}
    OverwriteKnownCells().preprocess(notebook, {"nbgrader": names})
    assert notebook.metadata.kernelspec == {"name": "python3"}


def test_a_cell_is_found_by_its_name_and_a_foreign_one_is_missing() -> None:
    source, grade, task = (SimpleNamespace(name=name) for name in ("un", "un", "deux"))
    known = KnownNotebook((source,), (grade,), (), (task,))
    assert known.find_source_cell("un", "carnet", "lecon") is source
    assert known.find_graded_cell("un", "carnet", "lecon") is grade
    assert known.find_graded_cell("deux", "carnet", "lecon") is task
    assert known.find_notebook("carnet", "lecon") is known
    with pytest.raises(MissingEntry):
        known.find_source_cell("ailleurs", "carnet", "lecon")
