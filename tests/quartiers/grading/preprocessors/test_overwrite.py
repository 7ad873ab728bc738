"""The lesson's cells as the gradebook has them, asked once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from nbgrader.api import MissingEntry

from quartiers.grading.preprocessors.overwrite import KnownNotebook


def test_a_cell_is_found_by_its_name_and_a_foreign_one_is_missing() -> None:
    source, grade, task = (SimpleNamespace(name=name) for name in ("un", "un", "deux"))
    known = KnownNotebook((source,), (grade,), (), (task,))
    assert known.find_source_cell("un", "carnet", "lecon") is source
    assert known.find_graded_cell("un", "carnet", "lecon") is grade
    assert known.find_graded_cell("deux", "carnet", "lecon") is task
    assert known.find_notebook("carnet", "lecon") is known
    with pytest.raises(MissingEntry):
        known.find_source_cell("ailleurs", "carnet", "lecon")
