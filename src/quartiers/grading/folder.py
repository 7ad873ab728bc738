"""Grade a folder of notebooks outside a séance: the entry of `./pixel noter`."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quartiers.grading import sentences
from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.engine import Engine, GradingTrouble
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.inbox import NothingHandedIn, drop, read_plain_file
from quartiers.grading.judge.births import shared_nursery
from quartiers.grading.names import UnsafeName, safe_name
from quartiers.lessons.model import Lesson
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings


@dataclass(frozen=True)
class Graded:
    """One file of the folder: `result`, or None and the French `sentence` that says why."""

    file: Path
    learner: str
    result: GradingResult | None
    sentence: str = ""


def grade_folder(
    folder: Path, lesson: Lesson, settings: Settings, now: datetime
) -> Iterator[Graded]:
    """Grade every `<learner>.ipynb` or `<learner>/…ipynb` of `folder`, giving each as it comes.

    A file that cannot be graded never stops the next one. The files are left as they are.
    """
    engine, nursery = Engine(settings), shared_nursery()
    try:
        for learner, file in work_in(folder):
            yield _grade(engine, lesson, settings, learner, file, now)
    finally:
        nursery.close()


def work_in(folder: Path) -> list[tuple[str, Path]]:
    """The notebooks of a folder and whose they are, by learner; one a learner."""
    single = [(file.stem, file) for file in sorted(folder.glob("*.ipynb"))]
    inside = [(file.parent.name, file) for file in sorted(folder.glob("*/*.ipynb"))]
    return sorted(dict(inside + single).items())


def student_of(learner: str) -> str:
    """A file's name as a name for nbgrader: "Zoé B." becomes "Zoe-B"."""
    plain = unicodedata.normalize("NFKD", learner).encode("ascii", "ignore").decode()
    return safe_name("-".join(re.findall(r"[A-Za-z0-9_]+", plain)).lstrip("_-")[:80])


def _grade(
    engine: Engine, lesson: Lesson, settings: Settings, learner: str, file: Path, now: datetime
) -> Graded:
    submission = f"dossier-{secrets.token_hex(8)}"
    try:
        content = read_plain_file(file, LARGEST_NOTEBOOK)
        drop(settings.inbox, submission, lesson.assignment, content)
        result = engine.grade(lesson, HandedIn(student_of(learner), submission, now))
    except (NothingHandedIn, UnsafeName) as refusal:
        return Graded(file, learner, None, f"{file.name} n'est pas lu ({refusal}).")
    except GradingTrouble:
        return Graded(file, learner, None, sentences.TROUBLE)
    return Graded(file, learner, result)
