"""A course that is not ours, nbgrader's own, gets from us the scores that nbgrader gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbgrader
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from quartiers.grading import choices
from quartiers.grading.judge.births import shared_nursery
from quartiers.lessons.gradebook_version import ask_no_other_process
from quartiers.lessons.release import environment
from quartiers.settings import Settings

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
LEARNERS = ("bitdiddle", "hacker")


@pytest.fixture(autouse=True)
def nursery() -> Iterator[None]:
    yield
    shared_nursery().close()


def course(root: Path, config: Config) -> dict[str, Any]:
    """nbgrader's own problem set, handed in by its two learners."""
    shutil.copytree(GUIDE / "source" / "ps1", root / "source" / "ps1")
    for learner in LEARNERS:
        shutil.copytree(GUIDE / "submitted" / learner / "ps1", root / "submitted" / learner / "ps1")
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    return {"assignment_id": "ps1", "config": config}


def scores(root: Path, ours: bool) -> dict[str, dict[str, float | None]]:
    """The automatic score of each cell, by learner."""
    config = Config()
    options = course(root, config)
    GenerateAssignment(coursedir=CourseDirectory(**options), config=config).start()
    if ours:
        choices.apply(config)
    for learner in LEARNERS:
        directory = CourseDirectory(student_id=learner, **options)
        Autograde(coursedir=directory, config=config).start()
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        return {
            learner: {
                f"{book.name}/{grade.name}": grade.auto_score
                for book in gradebook.find_submission("ps1", learner).notebooks
                for grade in book.grades
            }
            for learner in LEARNERS
        }


def test_the_problem_set_of_nbgraders_guide_gets_the_same_scores(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    if not GUIDE.is_dir():
        pytest.skip("this nbgrader came without its guide")
    ask_no_other_process()
    stock, ours = tmp_path_factory.mktemp("stock"), tmp_path_factory.mktemp("nous")
    with environment(Settings(data=ours / "donnees").to_env()):
        expected, found = scores(stock, ours=False), scores(ours, ours=True)
    assert found == expected
    assert sum(score or 0 for score in expected["bitdiddle"].values()) > 0
