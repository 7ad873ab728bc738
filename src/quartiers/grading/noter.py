"""`./pixel noter`: grade a folder of works outside a séance, and say it on the terminal."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from quartiers.durable import write_whole
from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.inbox import NothingHandedIn, read_plain_file
from quartiers.grading.marks import Line, Mark, marks_csv
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.read import read_courses
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings

if TYPE_CHECKING:
    from quartiers.grading.folder import Graded  # imports nbgrader: seconds

WIDTH = 24
FIRST_CELLS = 3
MARKS_FILE = "etoiles.csv"
NO_FOLDER = (
    "Le dossier {folder} n'existe pas. Il faut un dossier avec un carnet .ipynb par jeune. "
    "Essayez ./pixel noter P01 --dossier chemin/du/dossier."
)
NO_WORK = (
    "Il n'y a aucun carnet dans {folder}. Il en faut un par jeune : zoe.ipynb, ou zoe/carnet.ipynb."
)
NO_LESSON = (
    "Je ne reconnais pas la leçon de ces carnets. Codes connus : {known}. "
    "Écrivez le code : ./pixel noter P01 --dossier {folder}."
)


def main(settings: Settings, code: str | None, folder: Path) -> int:
    """Grade, show each result as it comes, write the marks beside the works; 0 when all went well.

    Without `code` the lesson is recognised by the notebooks' names or titles.
    """
    from quartiers.grading.folder import grade_folder, work_in

    _be_quiet()
    if not folder.is_dir():
        return _say(NO_FOLDER.format(folder=folder))
    works = work_in(folder)
    if not works:
        return _say(NO_WORK.format(folder=folder))
    courses = read_courses(settings.courses)
    try:
        lesson = courses.lesson(code) if code else recognise(courses, [file for _, file in works])
    except KeyError as unknown:
        return _say(str(unknown.args[0]))
    if lesson is None:
        known = ", ".join(one.code for one in courses.lessons)
        return _say(NO_LESSON.format(known=known, folder=folder))
    now, bar = datetime.now(UTC), Bar(len(works), sys.stdout)
    graded: list[Graded] = []
    for one in grade_folder(folder, lesson, settings, now):
        graded.append(one)
        bar.step(line_of(one.learner, one.result, one.sentence))
    _write_marks(folder / MARKS_FILE, lesson, graded, now)
    sheets = settings.course_folder(lesson.track) / "feedback"
    print(f"\n  Les étoiles : {folder / MARKS_FILE}\n  Les retours à imprimer : {sheets}")
    return 0 if all(one.result for one in graded) else 1


def recognise(courses: Courses, files: Iterable[Path]) -> Lesson | None:
    """The lesson whose name is a file's, or whose title is written in one."""
    for file in files:
        for lesson in courses.lessons:
            if lesson.assignment in (file.stem, file.parent.name):
                return lesson
    for file in files:
        text = beginning(file)
        for lesson in courses.lessons:
            if f"# {lesson.title}" in text:
                return lesson
    return None


def beginning(file: Path) -> str:
    """The text of a notebook's first cells; empty when it cannot be read."""
    try:
        cells = json.loads(read_plain_file(file, LARGEST_NOTEBOOK))["cells"][:FIRST_CELLS]
        return "\n".join("".join(cell["source"]) for cell in cells)
    except (NothingHandedIn, ValueError, KeyError, TypeError, RecursionError):
        return ""


def line_of(learner: str, result: GradingResult | None, sentence: str) -> str:
    """What the terminal says of one learner."""
    if result is None:
        return f"{learner} : {sentence}"
    notice = f"  ({result.notice})" if result.notice else ""
    return f"{learner} : {result.stars} sur {result.out_of}{notice}"


class Bar:
    """One line that grows, under the results already there."""

    def __init__(self, total: int, out: TextIO) -> None:
        """Show nothing yet."""
        self._total, self._done, self._out = total, 0, out

    def step(self, said: str) -> None:
        """One more is done: its line, then the bar again (on a terminal only)."""
        self._done += 1
        if self._out.isatty():
            self._out.write(f"\r\033[K  {said}\n  {drawn(self._done, self._total)}")
        else:
            self._out.write(f"  [{self._done}/{self._total}] {said}\n")
        self._out.flush()


def drawn(done: int, total: int) -> str:
    """`██████░░░░░░ 3 / 6`."""
    full = WIDTH * done // max(1, total)
    return f"{'█' * full}{'░' * (WIDTH - full)} {done} / {total}"


def _write_marks(path: Path, lesson: Lesson, graded: Iterable[Graded], now: datetime) -> None:
    lines = [
        Line(one.learner, {lesson.code: Mark(one.result.stars, one.result.out_of, now)})
        for one in graded
        if one.result
    ]
    write_whole(path, marks_csv([(lesson.code, lesson.title)], lines), 0o644)


def _be_quiet() -> None:
    """nbgrader tells everything it does; the person wants the stars."""
    for name in ("traitlets", "quartiers"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
