"""A folder of notebooks graded outside a séance."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from quartiers.grading.folder import grade_folder, student_of, work_in
from quartiers.lessons.read import read_courses

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}


def test_one_notebook_a_learner_alone_or_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "lea").mkdir()
    for name in ("zoe.ipynb", "lea/01_exemple.ipynb", "lea/notes.txt", "image.png"):
        (tmp_path / name).write_text("")
    expected = [("lea", tmp_path / "lea/01_exemple.ipynb"), ("zoe", tmp_path / "zoe.ipynb")]
    assert work_in(tmp_path) == expected


def test_each_file_gets_its_own_result_and_a_bad_one_stops_nobody(
    classroom: Any, tmp_path: Path
) -> None:
    nbformat.write(classroom.answered(RIGHT), tmp_path / "zoe.ipynb")
    (tmp_path / "abel.ipynb").write_text("{")
    (tmp_path / "???.ipynb").write_text("{}")
    (tmp_path / "lien.ipynb").symlink_to(tmp_path / "zoe.ipynb")
    lesson = read_courses(classroom.settings.courses).lesson("P01")
    now = datetime(2026, 11, 18, tzinfo=UTC)
    graded = {one.learner: one for one in grade_folder(tmp_path, lesson, classroom.settings, now)}
    assert sorted(graded) == ["???", "abel", "lien", "zoe"]
    assert graded["zoe"].result.stars == 6
    assert graded["abel"].result.stars == 0
    assert graded["lien"].result is None
    assert "n'est pas lu" in graded["???"].sentence
    assert (tmp_path / "abel.ipynb").read_text() == "{"


def test_any_name_of_a_file_becomes_a_name_for_the_gradebook() -> None:
    assert student_of("Zoé B. (2)") == "Zoe-B-2"
    assert student_of("../lea") == "lea"
