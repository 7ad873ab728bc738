"""Every notebook in a real kernel: teachers' by nbval, learners' copies by nbclient."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from quartiers.lessons.build import build_all
from quartiers.lessons.media import make_media
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.prove.released import expected_error
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

COURSES = Settings().courses
LESSONS = pytest.mark.parametrize(
    "lesson", read_courses(COURSES).lessons, ids=lambda lesson: lesson.code
)
CELL_SECONDS = 120


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learners' copies of all lessons, as a house publishes them."""
    settings = Settings(data=tmp_path_factory.mktemp("maison") / "donnees")
    assert len(build_all(settings)) == len(read_courses(COURSES).lessons)
    return settings.published


def own_copy(copies: Path, lesson: Lesson, folder: Path) -> Path:
    """A fresh copy of a lesson; its notebook."""
    shutil.copytree(copies / lesson.track / lesson.assignment, folder / lesson.assignment)
    return folder / lesson.assignment / lesson.notebook.name


def environment(home: Path, **more: str) -> dict[str, str]:
    """A throw-away home: notebooks keep their works there."""
    home.mkdir()
    return {**os.environ, "HOME": str(home), "IPYTHONDIR": str(home / ".ipython"), **more}


def execute(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run a copy from top to bottom, whatever its cells raise."""
    NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()


@LESSONS
def test_a_teacher_s_notebook_runs_to_its_end_with_every_star(
    lesson: Lesson, tmp_path: Path
) -> None:
    make_media(lesson)
    folder = tmp_path / lesson.assignment
    shutil.copytree(lesson.folder, folder)
    options = ["--nbval-lax", "--nbval-cell-timeout", str(CELL_SECONDS), "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, *options, lesson.notebook.name],
        cwd=folder,
        env=environment(tmp_path / "maison", ATELIER_STRICT="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(read_notebook(lesson.notebook).code_cells)} passed" in done.stdout


@LESSONS
def test_a_learner_s_untouched_copy_stops_at_its_checks_and_nowhere_else(
    lesson: Lesson, copies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_copy(copies, lesson, tmp_path)
    for name, value in environment(tmp_path / "maison").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ATELIER_STRICT", raising=False)
    notebook = nbformat.read(file, as_version=4)
    execute(notebook, file.parent)
    raised = {
        cell.id: output.ename
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error"
    }
    cells = read_notebook(lesson.notebook).code_cells
    expected = {cell.id: error for cell in cells if (error := expected_error(lesson, cell))}
    assert list(raised) == list(expected)
    checks = [cell.id for cell in cells if cell.role == "controle" and cell.id in raised]
    assert {raised[cell_id] for cell_id in checks} == {"PasEncore"}


@LESSONS
@pytest.mark.parametrize("blank", ["", "\n\n", "# je réfléchis"], ids=["vide", "lignes", "note"])
def test_a_blank_answer_gets_no_star_and_an_invitation(
    lesson: Lesson, blank: str, copies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_copy(copies, lesson, tmp_path)
    for name, value in environment(tmp_path / "maison").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ATELIER_STRICT", raising=False)
    notebook = nbformat.read(file, as_version=4)
    roles = {cell.id: cell.metadata["quartiers"]["role"] for cell in notebook.cells}
    for cell in notebook.cells:
        cell.source = blank if roles[cell.id] == "reponse" else cell.source
    execute(notebook, file.parent)
    heard = [
        output.evalue
        for cell in notebook.cells
        if roles[cell.id] == "controle"
        for output in cell.outputs
        if output.output_type == "error"
    ]
    invitation = "À toi : écris ton code, lance-le, puis vérifie."
    assert heard == [invitation] * len(lesson.exercises)
