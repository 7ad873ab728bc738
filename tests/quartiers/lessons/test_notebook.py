"""Reading a notebook as it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.problems import LessonError


def test_cells_know_their_place_role_and_exercise(lesson: Lesson) -> None:
    cell = read_notebook(lesson.notebook).of_exercise(3, "controle")
    assert cell is not None
    assert (cell.position, cell.id, cell.step, cell.points) == (15, "ex3-controle", "repare", 3)


def test_a_missing_notebook_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="le carnet n'existe pas"):
        read_notebook(tmp_path / "rien.ipynb")


@pytest.mark.parametrize("text", ["", "{}", '{"cells": 3, "metadata": {}, "nbformat": 4}'])
def test_a_file_that_is_no_notebook_is_said_in_french(text: str, tmp_path: Path) -> None:
    file = tmp_path / "carnet.ipynb"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError, match="le carnet ne se lit pas"):
        read_notebook(file)
