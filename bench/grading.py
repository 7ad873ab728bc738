"""`python bench/grading.py [--copies 30] [--lesson P01 --lesson A01]`: stock nbgrader against ours.

The same correct submissions are graded twice in one run: by `nbgrader autograde` then
`nbgrader generate_feedback` with their own settings, and by our pool. Marks must be identical.
Printed: wall and CPU seconds of everything each side starts, and the largest memory (PSS, summed
over its processes), and which targets are reached. `--single 10` measures hand-ins one by one.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from quartiers.grading.inbox import drop
from quartiers.lessons.build import build_lesson
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.prove.cells import cuts, solved
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "{track}"
c.CourseDirectory.root = "{root}"
c.CourseDirectory.source_directory = "{source}"
c.CourseDirectory.ignore = ["*.toml", "fabriquer.py", ".fabrique", "__pycache__"]
"""
OURS = """
import logging, sys, warnings
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
from datetime import UTC, datetime
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.pool import grade_all
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings
settings = Settings.from_env()
lesson = read_courses(settings.courses).lesson(sys.argv[1])
now = datetime.now(UTC)
records = [HandedIn(name, f"copie-{name}", now) for name in sys.argv[2:]]
for record, result in grade_all(lesson, records, settings):
    if isinstance(result, Exception):
        raise result
"""
ONE_BY_ONE = """
import logging, sys, time, warnings
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
from datetime import UTC, datetime
from quartiers.grading.engine import Engine
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import shared_nursery
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings
settings = Settings.from_env()
lesson, engine = read_courses(settings.courses).lesson(sys.argv[1]), Engine(settings)
shared_nursery().warm_up()
for rank, name in enumerate(sys.argv[2:]):
    start = time.monotonic()
    engine.grade(lesson, HandedIn(name, f"copie-{name}", datetime.now(UTC)))
    page = settings.course_folder(lesson.track) / "retours" / name / f"{lesson.assignment}.html"
    assert page.is_file()
    if rank:
        print(time.monotonic() - start)
shared_nursery().close()
"""
MARKS = """
import json, sys
from nbgrader.api import Gradebook
with Gradebook(sys.argv[1], sys.argv[2]) as book:
    found = book.assignment_submissions(sys.argv[3])
    print(json.dumps({one.student.id: one.score for one in found}, sort_keys=True))
"""
BIN = Path(sys.executable).parent
TARGETS = {30: (6, 10), 100: (8, 15)}
"""For so many copies, how many times less CPU and less wall clock than stock."""
SINGLE = 2.0
"""Seconds, at most, until the feedback of one hand-in is there."""


@dataclass(frozen=True)
class Cost:
    """What one side took: seconds, seconds, bytes."""

    wall: float
    cpu: float
    memory: int


class Meter(threading.Thread):
    """Samples the memory of a process and its descendants while it runs."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        """Look twice a second: to add up the pages of all the processes takes a core as well."""
        while not self.over.wait(0.5):
            self.peak = max(self.peak, sum(map(pss, family(self.pid))))


def family(root: int) -> set[int]:
    """A process and its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def pss(pid: int) -> int:
    """Bytes of memory that are this process's, its part of the shared ones included."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def measured(commands: list[list[str]], folder: Path, environ: dict[str, str]) -> Cost:
    """Run commands one after the other."""
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    for command in commands:
        with subprocess.Popen(
            command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            meter = Meter(process.pid)
            meter.start()
            _, said = process.communicate()
            meter.over.set()
        if process.returncode:
            raise SystemExit(said.decode()[-3000:])
        peak = max(peak, meter.peak)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - start, cpu, peak)


def correct_copy(lesson: Lesson, settings: Settings) -> bytes:
    """The released notebook with the teacher's solutions in it."""
    folder = settings.published / lesson.track / lesson.assignment
    notebook = nbformat.read(folder / lesson.notebook.name, as_version=4)
    answers = cuts(read_notebook(lesson.notebook))
    for cell in notebook.cells:
        ours = cell.metadata.get("quartiers", {})
        if ours.get("role") == "reponse":
            cell.source = solved(answers[ours["exercice"]])
    return nbformat.writes(notebook).encode()


def stock_course(lesson: Lesson, settings: Settings, root: Path, learners: list[str]) -> Path:
    """A course folder as nbgrader wants it, with the same release and the copies handed in."""
    course = root / "stock"
    shutil.copytree(settings.course_folder(lesson.track), course)
    content = correct_copy(lesson, settings)
    for learner in learners:
        folder = course / "submitted" / learner / lesson.assignment
        folder.mkdir(parents=True)
        (folder / lesson.notebook.name).write_bytes(content)
    config = STOCK_CONFIG.format(
        track=lesson.track, root=course, source=settings.courses / lesson.track
    )
    (course / "nbgrader_config.py").write_text(config, encoding="utf-8")
    return course


def marks(course: Path, lesson: Lesson) -> str:
    """Every learner's mark, as JSON, read by nbgrader itself."""
    asked = (sys.executable, "-W", "ignore", "-c", MARKS)
    found = subprocess.run(
        [*asked, f"sqlite:///{course / 'gradebook.db'}", lesson.track, lesson.assignment],
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()


def compare(code: str, copies: int, root: Path) -> None:
    """One pair of runs."""
    settings = Settings(data=root / "donnees")
    settings.data.mkdir(mode=0o755)
    lesson = read_courses(settings.courses).lesson(code)
    build_lesson(lesson, settings)
    learners = [f"jeune-{number:04d}" for number in range(copies)]
    course = stock_course(lesson, settings, root, learners)
    for learner in learners:
        drop(settings.inbox, f"copie-{learner}", lesson.assignment, correct_copy(lesson, settings))
    environ = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
    nbgrader = str(BIN / "nbgrader")
    ours = measured(
        [[sys.executable, "-c", OURS, code, *learners]], root, {**environ, **settings.to_env()}
    )
    stock = measured(
        [[nbgrader, verb, lesson.assignment] for verb in ("autograde", "generate_feedback")],
        course,
        environ,
    )
    theirs, found = (marks(one, lesson) for one in (course, settings.course_folder(lesson.track)))
    same = "identical" if theirs == found else f"DIFFER: {theirs} {found}"
    print(
        f"{code} {copies:4d} copies | stock {stock.wall:6.1f} s, CPU {stock.cpu:6.1f} s, "
        f"{stock.memory / 1e6:4.0f} MB | ours {ours.wall:5.1f} s, CPU {ours.cpu:5.1f} s, "
        f"{ours.memory / 1e6:4.0f} MB | wall 1/{stock.wall / ours.wall:.1f}, "
        f"CPU 1/{stock.cpu / ours.cpu:.1f} | marks {same}",
        flush=True,
    )
    print(*verdicts(copies, stock, ours), sep="\n", flush=True)


def verdicts(copies: int, stock: Cost, ours: Cost) -> Iterator[str]:
    """Which targets this pair reaches; those of a hundred copies count from a hundred on."""
    cpu, wall = TARGETS[100 if copies >= 100 else 30]
    for name, found, wanted in (
        ("CPU", stock.cpu / ours.cpu, cpu),
        ("wall", stock.wall / ours.wall, wall),
        ("memory (1 GB over peak)", 1e9 / max(1, ours.memory), 1),
    ):
        said = "reached" if found >= wanted else "NOT YET"
        yield f"    {name}: {found:.1f} times less, target {wanted}: {said}"


def latency(code: str, copies: int, root: Path) -> None:
    """Hand in one copy after the other with all warm: the time until its feedback is there."""
    settings = Settings(data=root / "donnees")
    settings.data.mkdir(mode=0o755)
    lesson = read_courses(settings.courses).lesson(code)
    build_lesson(lesson, settings)
    learners = [f"jeune-{number:04d}" for number in range(copies + 1)]
    for learner in learners:
        drop(settings.inbox, f"copie-{learner}", lesson.assignment, correct_copy(lesson, settings))
    found = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, code, *learners],
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", **settings.to_env()},
        capture_output=True,
        text=True,
        check=True,
    )
    times = sorted(map(float, found.stdout.split()))
    median = times[len(times) // 2]
    said = "reached" if median < SINGLE else "NOT YET"
    print(f"{code} one hand-in, warm: median {median:.2f} s, worst {times[-1]:.2f} s: {said}")


def main() -> None:
    """Compare on each lesson, as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, action="append")
    parser.add_argument("--lesson", action="append")
    parser.add_argument("--single", type=int, help="only the latency of so many hand-ins")
    parser.add_argument("--pairs", type=int, default=1)
    chosen = parser.parse_args()
    print(datetime.now(UTC).isoformat(timespec="minutes"), "load", *os.getloadavg())
    gesture, counts = (latency, [chosen.single]) if chosen.single else (compare, chosen.copies)
    for _ in range(chosen.pairs):
        for copies in counts or [30]:
            for code in chosen.lesson or ["P01", "A01"]:
                with tempfile.TemporaryDirectory(prefix="pixel-bench-") as folder:
                    root = Path(folder)
                    root.chmod(0o755)
                    gesture(code, copies, root)


if __name__ == "__main__":
    main()
