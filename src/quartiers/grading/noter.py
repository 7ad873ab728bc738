"""`./pixel noter`: grade a folder of works outside a séance, and say it on the terminal."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from quartiers.durable import write_whole
from quartiers.grading.marks import Line, Mark, marks_csv
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.read import read_courses
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings

if TYPE_CHECKING:
    from quartiers.grading.folder import Graded  # imports nbgrader: seconds
    from quartiers.grading.sorting import Aside, Sorted, Work

WIDTH = 24
MARKS_FILE = "etoiles.csv"
NO_FOLDER = (
    "Le dossier {folder} n'existe pas. Il faut un dossier avec un carnet .ipynb par jeune. "
    "Essayez ./pixel noter P01 --dossier chemin/du/dossier."
)
NO_WORK = (
    "Il n'y a aucun carnet à noter dans {folder}. "
    "Il en faut un par jeune : zoe.ipynb, zoe/carnet.ipynb, ou un .zip."
)
NO_LESSON = (
    "Je ne reconnais pas la leçon de ces carnets. Codes connus : {known}. "
    "Écrivez le code : ./pixel noter P01 --dossier {folder}."
)


def main(settings: Settings, code: str | None, folder: Path) -> int:
    """Grade, show each result as it comes, write the marks beside the works; 0 when all went well.

    `folder` may be a notebook or a zip. Without `code` the lesson is recognised by what is written
    in the notebooks.
    """
    from quartiers.grading.gathering import gather
    from quartiers.grading.sorting import sort_out

    _be_quiet()
    if not folder.exists():
        return _say(NO_FOLDER.format(folder=folder))
    courses = read_courses(settings.courses)
    try:
        asked = courses.lesson(code) if code else None
    except KeyError as unknown:
        return _say(str(unknown.args[0]))
    found = sort_out(gather(folder), courses, asked)
    if not found.works or found.lesson is None:
        return _say(_nothing(found, courses, folder))
    now = datetime.now(UTC)
    graded = _grade_all(found.lesson, found.works, settings, now)
    _tell(found.asides, sys.stdout)
    beside = folder if folder.is_dir() else folder.parent
    marks = _write_marks([beside, settings.data], found.lesson, graded, now)
    sheets = settings.course_folder(found.lesson.track) / "feedback"
    print(f"\n  Les étoiles : {marks}\n  Les retours à imprimer : {sheets}")
    went_well = all(one.result for one in graded) and all(one.is_fine for one in found.asides)
    return 0 if went_well else 1


def _grade_all(
    lesson: Lesson, works: Sequence[Work], settings: Settings, now: datetime
) -> list[Graded]:
    from quartiers.grading.folder import grade_works

    bar = Bar(len(works), sys.stdout)
    graded: list[Graded] = []
    for one in grade_works(works, lesson, settings, now):
        graded.append(one)
        bar.step(line_of(one.learner, one.result, one.sentence))
    return graded


def _nothing(found: Sorted, courses: Courses, folder: Path) -> str:
    """Why there is nothing to grade, with a word on each file."""
    known = ", ".join(one.code for one in courses.lessons)
    from quartiers.grading.sorting import UNKNOWN

    is_unknown = found.lesson is None and any(one.why == UNKNOWN for one in found.asides)
    why = NO_LESSON if is_unknown else NO_WORK
    return "\n".join(
        [why.format(known=known, folder=folder), *(f"  {one.sentence}" for one in found.asides)]
    )


def _tell(asides: Iterable[Aside], out: TextIO) -> None:
    told = [f"  {one.sentence}\n" for one in asides]
    if told:
        out.write("\n  Ce qui n'est pas noté :\n" + "".join(told))


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


def _write_marks(
    places: Iterable[Path], lesson: Lesson, graded: Iterable[Graded], now: datetime
) -> Path:
    """The marks, in the first of these folders that takes a file; where they are."""
    lines = [
        Line(one.learner, {lesson.code: Mark(one.result.stars, one.result.out_of, now)})
        for one in graded
        if one.result
    ]
    content = marks_csv([(lesson.code, lesson.title)], lines)
    *first, last = (place / MARKS_FILE for place in places)
    for path in first:
        with suppress(OSError):
            write_whole(path, content, 0o644)
            return path
    write_whole(last, content, 0o644)
    return last


def _be_quiet() -> None:
    """nbgrader tells everything it does; the person wants the stars."""
    for name in ("traitlets", "quartiers"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
