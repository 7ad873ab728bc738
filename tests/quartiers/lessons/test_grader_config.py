"""The effective nbgrader configuration, as its own commands see it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quartiers.lessons import regions
from quartiers.lessons.model import Lesson
from quartiers.settings import REPOSITORY

SHOW = """
from nbgrader.apps import NbGraderApp, GenerateAssignmentApp
from nbgrader.converters import GenerateAssignment
from nbgrader.exchange import ExchangeFactory
from nbgrader.preprocessors import ClearHiddenTests, OverwriteCells
from quartiers.lessons.starter import StarterSolutions
app = GenerateAssignmentApp()
app.initialize([])
course = app.coursedir
clear, hidden = StarterSolutions(parent=app), ClearHiddenTests(parent=app)
release = GenerateAssignment(coursedir=course, parent=app)
factory = ExchangeFactory(parent=app)
print(course.course_id, course.root, course.source_directory, sep="|")
print(*course.ignore, sep="|")
print(clear.code_stub["python"], clear.begin_solution_delimeter, clear.end_solution_delimeter,
      hidden.begin_test_delimeter, hidden.end_test_delimeter, sep="|")
print(*[one.__name__ for one in release.preprocessors], release.force, sep="|")
print(*[getattr(factory, name).__module__ for name in sorted(factory.class_traits(config=True))],
      sep="|")
print(factory.Submit(coursedir=course).timezone, OverwriteCells(parent=app).add_missing_cells,
      sep="|")
"""


def run(arguments: list[str], data: Path, courses: Path, track: str) -> str:
    """Run Python from the top level, told of every configuration mistake."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "QUARTIERS_DATA": str(data),
            "QUARTIERS_COURSES": str(courses),
            "QUARTIERS_TRACK": track,
            "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shown(tmp_path: Path) -> list[list[str]]:
    """The effective values, line by line."""
    text = run(["-c", SHOW], tmp_path / "donnees", tmp_path / "courses", "audiovisuel")
    return [line.split("|") for line in text.strip().split("\n")]


def test_nbgrader_s_commands_see_our_choices(shown: list[list[str]], tmp_path: Path) -> None:
    course, ignored, words, release, exchange, last = shown
    assert course == [
        "audiovisuel",
        str(tmp_path / "donnees" / "cours" / "audiovisuel"),
        str(tmp_path / "courses" / "audiovisuel"),
    ]
    assert {"*.toml", "fabriquer.py"} <= set(ignored)
    assert words == [
        regions.STUB,
        regions.BEGIN_SOLUTION,
        regions.END_SOLUTION,
        regions.BEGIN_HIDDEN,
        regions.END_HIDDEN,
    ]
    assert release[:2] == ["LockCells", "StarterSolutions"]
    assert release[-1] == "True"
    assert len(exchange) == 8
    assert all(module.startswith("quartiers.grading.exchange") for module in exchange)
    assert last == ["Europe/Paris", "True"]


def test_generate_assignment_works_from_the_top_level(
    lesson: Lesson, courses: Path, tmp_path: Path
) -> None:
    command = ["-m", "nbgrader", "generate_assignment", lesson.assignment]
    run(command, tmp_path / "donnees", courses, "essai")
    released = tmp_path / "donnees" / "cours" / "essai" / "release" / lesson.assignment
    found = sorted(path.name for path in released.rglob("*") if path.is_file())
    assert found == ["01_le_trait.ipynb", "CREDITS.md"]
    assert "SOLUTION" not in (released / "01_le_trait.ipynb").read_text(encoding="utf-8")
    run(command, tmp_path / "donnees", courses, "essai")  # and again: it replaces
