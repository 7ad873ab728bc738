"""The corpus of hostile and broken submissions through stock nbgrader: a table of what is lost.

`python bench/corpus_stock.py [NAME…]` plays each submission in a course of its own with nbgrader's
own settings (only the French delimiters of the lesson are told), then a good one behind it in the
same batch. Stock nbgrader runs learners' code bare, so the whole command is put between our walls
(no network, bounded memory, processes and time): what it does to its own gradebook and hidden tests
stays visible, the machine that plays it is safe.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/quartiers/grading"))

from corpus import CASES, Case
from corpus.copies import Copies, Notebook
from corpus.house import words

from quartiers.kernels.contain import Walls, contained_command
from quartiers.kernels.limits import Limits
from quartiers.lessons import regions
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

CODE, UID, SECONDS = "P01", 299_000, 90
LIMITS = Limits(memory=3000, file=500, processes=200, files=512, cpu=120)
CONFIG = f"""
c = get_config()
c.CourseDirectory.course_id = "corpus"
c.ClearSolutions.begin_solution_delimeter = {regions.BEGIN_SOLUTION!r}
c.ClearSolutions.end_solution_delimeter = {regions.END_SOLUTION!r}
c.ClearHiddenTests.begin_test_delimeter = {regions.BEGIN_HIDDEN!r}
c.ClearHiddenTests.end_test_delimeter = {regions.END_HIDDEN!r}
c.Execute.timeout = 10
"""
HEADER = f"{'submission':34} {'stars':>7} {'due':>5}  {'next':>5}  what stock nbgrader lost"


@dataclass(frozen=True)
class Outcome:
    """What became of a submission and of the one behind it; None: not in the gradebook."""

    stars: float | None
    following: float | None
    leaked: bool
    late: bool

    def losses(self, due: tuple[int, int], full: int) -> list[str]:
        """What a class would have lost, in words."""
        low, high = due
        found = []
        if self.late:
            found.append("never ends")
        if self.stars is None:
            found.append("learner missing")
        elif self.stars > high:
            found.append(f"{self.stars - high:g} stars given for nothing")
        elif self.stars < low:
            found.append(f"{low - self.stars:g} stars lost")
        if self.following != full:
            found.append("the next learner loses everything")
        if self.leaked:
            found.append("hidden tests shown")
        return found


def main(names: Sequence[str]) -> int:
    """Play the cases named, or all."""
    base = Path(tempfile.mkdtemp(prefix="corpus-stock-"))
    base.chmod(0o755)
    try:
        course, copies = prepare(base / "course")
        full = sum(exercise.stars for exercise in copies.lesson.exercises)
        print(HEADER, flush=True)
        lost = 0
        chosen = [case for case in CASES if not names or case.name in names]
        for case in chosen:
            outcome = play(course, base / "one", case, copies)
            due = due_stars(case, copies)
            losses = outcome.losses(due, full)
            lost += bool(losses)
            print(row(case, outcome, due, losses), flush=True)
        print(f"\n{lost} of {len(chosen)} submissions cost a class something.")
    finally:
        shutil.rmtree(base, ignore_errors=True)
    return 0


def prepare(course: Path) -> tuple[Path, Copies]:
    """A stock course with the lesson released."""
    lesson = read_courses(Settings().courses).lesson(CODE)
    source = course / "source" / lesson.assignment
    shutil.copytree(lesson.folder, source, ignore=shutil.ignore_patterns("*.toml", "*.py"))
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", lesson.assignment],
        cwd=course, check=True, capture_output=True, env=environment(),
    )  # fmt: skip
    released = course / "release" / lesson.assignment / lesson.notebook.name
    return course, Copies(lesson, read(released), read(lesson.notebook))


def play(course: Path, place: Path, case: Case, copies: Copies) -> Outcome:
    """One submission, and a good one behind it, autograded in one batch; then the feedback."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(course, place)
    hand_in(place, "a-case", copies, case)
    hand_in(place, "b-next", copies, None)
    for parent, folders, files in os.walk(place):
        for name in ("", *folders, *files):
            os.chown(Path(parent, name), UID, UID, follow_symlinks=False)
    assignment = copies.lesson.assignment
    late = not run(place, "autograde", assignment)
    run(place, "generate_feedback", assignment)
    pages = (place / "feedback/a-case").rglob("*.html")
    shown = words("\n".join(page.read_text("utf-8", "replace") for page in pages))
    leaked = any(words(secret) in shown for secret in copies.secrets())
    return Outcome(stars(place, "a-case"), stars(place, "b-next"), leaked, late)


def hand_in(place: Path, learner: str, copies: Copies, case: Case | None) -> None:
    """Fill a learner's folder; no case means all the right answers."""
    folder = place / "submitted" / learner / copies.lesson.assignment
    folder.mkdir(parents=True)
    content = json.dumps(copies.right()).encode() if case is None else case.content(copies)
    if isinstance(content, bytes):
        (folder / copies.lesson.notebook.name).write_bytes(content)
    else:
        content(folder)


def run(place: Path, command: str, assignment: str) -> bool:
    """Run an nbgrader command between our walls; False when it had to be stopped."""
    walls = Walls(home=place, uid=UID, network=True, limits=LIMITS, login="corpus")
    words_ = [sys.executable, "-m", "nbgrader", command, assignment]
    process = subprocess.Popen(
        contained_command(walls, words_), cwd=place, env=environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(SECONDS)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        end_all()
        process.wait()


def end_all() -> None:
    """End whatever was left running under the uid of the bench, which nobody else has."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and folder.exists() and folder.stat().st_uid == UID:
            os.kill(int(folder.name), signal.SIGKILL)


def stars(place: Path, learner: str) -> float | None:
    """All that the gradebook gives a learner; None when it does not know them."""
    query = """
        SELECT sum(grade.auto_score) FROM grade
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
        WHERE submitted_assignment.student_id = ?"""
    try:
        with sqlite3.connect(place / "gradebook.db") as base:
            return base.execute(query, (learner,)).fetchone()[0]
    except sqlite3.Error:
        return None


def due_stars(case: Case, copies: Copies) -> tuple[int, int]:
    """The fewest and the most stars that are right."""
    every = {one.number: one.stars for one in copies.lesson.exercises}
    sure = sum(n for key, n in every.items() if key not in case.lost | case.free)
    return sure, sure + sum(n for key, n in every.items() if key in case.free)


def row(case: Case, outcome: Outcome, due: tuple[int, int], losses: list[str]) -> str:
    """One line of the table."""
    got = "-" if outcome.stars is None else f"{outcome.stars:g}"
    behind = "-" if outcome.following is None else f"{outcome.following:g}"
    return f"{case.name:34} {got:>7} {due[1]:>5}  {behind:>5}  {', '.join(losses) or 'nothing'}"


def environment() -> dict[str, str]:
    """Stock nbgrader: none of our settings, and its programs on the path."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QUARTIERS", "JUPYTER"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
    return kept | {"PATH": path, "USER": "corpus"}


def read(path: Path) -> Notebook:
    """A notebook as plain JSON."""
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


if __name__ == "__main__":
    if os.geteuid() != 0:
        sys.exit("This bench gives learners' code an account of its own: run it as root.")
    sys.exit(main(sys.argv[1:]))
