"""nbgrader's own notebooks (its documentation's ps1) get the same marks with our grader."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbgrader
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from quartiers.grading import choices
from quartiers.lessons.gradebook_version import ask_no_other_process
from quartiers.lessons.release import environment
from quartiers.settings import Settings

GUIDE = Path(nbgrader.__file__).parent / "docs/source/user_guide"
LEARNERS = ("bitdiddle", "hacker")
Marks = dict[tuple[str, str, str], tuple[float | None, float, bool]]


def graded(root: Path, config: Config) -> tuple[Marks, CourseDirectory]:
    """The marks of both learners of the documentation: (auto score, out of, by hand)."""
    for learner in LEARNERS:
        shutil.copytree(GUIDE / "submitted" / learner, root / "submitted" / learner)
    shutil.copytree(GUIDE / "source" / "ps1", root / "source" / "ps1")
    config.CourseDirectory.root = str(root)
    course = CourseDirectory(config=config, assignment_id="ps1")
    GenerateAssignment(coursedir=course, config=config).start()
    for learner in LEARNERS:
        one = CourseDirectory(config=config, assignment_id="ps1", student_id=learner)
        Autograde(coursedir=one, config=config).start()
    return marks(course), course


def marks(course: CourseDirectory) -> Marks:
    """All that the gradebook holds."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return {
            (submission.student.id, notebook.name, grade.name): (
                grade.auto_score,
                grade.max_score,
                grade.needs_manual_grade,
            )
            for submission in gradebook.assignment_submissions("ps1")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Marks, CourseDirectory]]:
    """Graded with our choices."""
    ask_no_other_process()
    root = tmp_path_factory.mktemp("les-notres")
    root.chmod(0o755)
    config = Config()
    choices.apply(config)
    config.OverwriteCells.add_missing_cells = True
    with environment(Settings(data=root / "donnees").to_env()):
        yield graded(root, config)


@pytest.mark.skipif(not GUIDE.is_dir(), reason="this nbgrader came without its documentation")
def test_the_notebooks_of_nbgraders_documentation_get_the_same_marks(
    ours: tuple[Marks, CourseDirectory], tmp_path: Path
) -> None:
    stock, _ = graded(tmp_path, Config())
    assert len(stock) > 10
    assert {score for score, _, _ in stock.values()} > {None, 0.0}
    assert ours[0] == stock


@pytest.mark.skipif(not GUIDE.is_dir(), reason="this nbgrader came without its documentation")
def test_a_course_of_elsewhere_gets_our_feedback_sheet(
    ours: tuple[Marks, CourseDirectory],
) -> None:
    _, course = ours
    config = Config()
    choices.apply(config)
    config.CourseDirectory.root = course.root
    one = CourseDirectory(config=config, assignment_id="ps1", student_id="bitdiddle")
    GenerateFeedback(coursedir=one, config=config).start()
    page = (Path(course.root) / "feedback/bitdiddle/ps1/problem1.html").read_text()
    assert "bitdiddle" in page
    assert "correct_squares" in page
    assert "<script" not in page
