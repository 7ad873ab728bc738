"""Release one lesson with nbgrader's own converter, and check that nothing slipped through."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import Cell, read_notebook
from quartiers.lessons.problems import unusable
from quartiers.lessons.prove.cells import answer_cut
from quartiers.lessons.regions import DELIMITERS, without_hidden
from quartiers.settings import REPOSITORY, Settings

CONFIG_FILE = "grader_config.py"
FORBIDDEN_FILES = ("*.toml", "fabriquer.py")
OURS = "quartiers"


def release(lesson: Lesson, settings: Settings) -> Path:
    """Run `generate_assignment` for a lesson; the folder of its released version.

    `LessonError` when nbgrader refuses it, or when its copy still holds what it must not.
    """
    from nbgrader.converters import GenerateAssignment  # two seconds, only when building
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    with environment({**settings.to_env(), "QUARTIERS_TRACK": lesson.track}):
        config = load_config()
        course = CourseDirectory(config=config, assignment_id=lesson.assignment)
        converter = GenerateAssignment(coursedir=course, config=config, force=True)
        try:
            converter.start()
        except NbGraderException as reason:
            raise unusable(
                lesson.notebook,
                f"nbgrader ne peut pas distribuer cette leçon ({reason}).",
                "Il écrit ses raisons ci-dessus.",
                "Lancez ./pixel lecons verifier : la cellule concernée y est nommée.",
            ) from None
    released = Path(course.format_path(course.release_directory, ".", lesson.assignment))
    ensure_nothing_slipped(lesson, released)
    return released


def load_config() -> Any:
    """`grader_config.py` as nbgrader's command line reads it, for the current environment."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader(CONFIG_FILE, path=str(REPOSITORY)).load_config()


def ensure_nothing_slipped(lesson: Lesson, released: Path) -> None:
    """Compare the released folder with the teacher's; `LessonError` on the first difference.

    Answers are their starter, checks have lost their hidden tests, our metadata is whole, nothing
    was run, and no file that helps to judge is there.
    """
    for pattern in FORBIDDEN_FILES:
        for file in released.rglob(pattern):
            raise _slipped(lesson, f"{file.name} est dans la copie distribuée.")
    copy = read_notebook(released / lesson.notebook.name)
    for seen in _differences(lesson, copy.cells):
        raise _slipped(lesson, seen)


def _differences(lesson: Lesson, copies: tuple[Cell, ...]) -> Iterator[str]:
    notebook = read_notebook(lesson.notebook)
    if [cell.id for cell in copies] != [cell.id for cell in notebook.cells]:
        yield "les cellules de la copie ne sont pas celles du carnet."
        return
    for original, copy in zip(notebook.cells, copies, strict=True):
        source = original.source
        if original.role == "reponse":
            cut = answer_cut(notebook, original)
            source = cut.with_answer(cut.released_region)
        if copy.source != without_hidden(source) or any(d in copy.source for d in DELIMITERS):
            yield f"la cellule {copy.position} ({copy.id}) n'a pas le texte attendu."
        if copy.raw["metadata"].get(OURS) != original.raw["metadata"].get(OURS):
            yield f"la cellule {copy.position} ({copy.id}) a perdu son étape ou son rôle."
        if copy.raw.get("outputs"):
            yield f"la cellule {copy.position} ({copy.id}) garde un résultat."


def _slipped(lesson: Lesson, seen: str) -> Exception:
    return unusable(
        lesson.notebook,
        seen,
        "Rien n'est publié.",
        "Lancez ./pixel lecons verifier, puis prévenez l'équipe technique si tout y est en ordre.",
    )


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables for a while; for a process with one thread."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
