"""`./pixel tester`: every check of the project, one after the other, then what did not hold."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from quartiers.settings import REPOSITORY

# pytest's code when everything ran and something failed; others mean that not everything ran, and
# the second try, of the failed ones only, would then hold for tests that nobody has run.
SOME_FAILED = 1
# What needs a whole Hub or a browser; left out by --rapide.
END_TO_END = ("tests/session", "tests/browser")
# Tests that start learners' own processes, under the learners' own accounts: one after the other.
# The grader's corpus, the room's pages and the notebooks are with them to share the time out: each
# half takes one of two cores. All the other tests run beside them.
WITH_ACCOUNTS = (
    "tests/quartiers/hub",
    "tests/quartiers/kernels",
    "tests/quartiers/grading/test_corpus.py",
    "tests/quartiers/room/test_accessibility.py",
    "tests/test_notebooks.py",
)


@dataclass(frozen=True)
class Check:
    """One thing to run: it holds when the command ends with 0.

    One that runs `beside` the following ones keeps its words to itself until all have ended; the
    next such one waits for that. `second` is added to the command for one more try, alone: real
    browsers and servers miss their time on a machine that does two things at once; what does not
    hold alone either, does not hold.
    """

    title: str
    command: tuple[str, ...]
    folder: Path = REPOSITORY
    beside: bool = False
    second: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a check ended."""

    check: Check
    held: bool
    seconds: float
    tries: int = 1
    code: int = 0


def checks(fast: bool, python: str = sys.executable) -> list[Check]:
    """The checks in order: the quickest to answer first, the real browser last.

    Two at a time, for the two cores of a small machine. The lessons are proved first, with the
    checks of the code beside: that also makes their pictures, which the tests then only read.
    """
    scripts = Path(python).parent
    pytest = (python, "-m", "pytest", "-p", "tests.quick_end")
    apart = [f"--ignore={folder}" for folder in (*WITH_ACCOUNTS, *END_TO_END)]
    houses = WITH_ACCOUNTS if fast else (*WITH_ACCOUNTS, *END_TO_END)
    again = ("--last-failed",)
    return [
        Check("Leçons vérifiées", (python, "-m", "quartiers", "lecons", "verifier")),
        Check("Leçons prouvées", (python, "-m", "quartiers", "lecons", "prouver"), beside=True),
        Check("Style du code", (str(scripts / "ruff"), "check", ".")),
        Check("Mise en forme", (str(scripts / "ruff"), "format", "--check", ".")),
        Check("Types", (python, "-m", "mypy")),
        Check("Sens des imports", (str(scripts / "lint-imports"),)),
        Check("Écran des jeunes", ("npm", "test"), REPOSITORY / "lab-extension"),
        Check("Portier", ("node", "--test", "proxy/*.test.mjs"), REPOSITORY / "node"),
        Check(
            "Tests",
            (*pytest, "-o", "cache_dir=.pytest_cache/a", *apart),
            beside=True,
            second=again,
        ),
        Check(
            "Tests de la maison",
            (*pytest, "-o", "cache_dir=.pytest_cache/maison", *houses),
            second=again,
        ),
    ]


def run(check: Check, words: IO[bytes] | None = None) -> Outcome:
    """Run one check, its words going straight to the terminal, or into a file."""
    if words is None:
        print(f"\n━━ {check.title} ━━", flush=True)
    begun = time.monotonic()
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    code = subprocess.run(
        check.command, cwd=check.folder, env=env, stdout=words, stderr=words
    ).returncode
    return Outcome(check, code == 0, time.monotonic() - begun, code=code)


def run_all(todo: Iterable[Check]) -> Iterator[Outcome]:
    """Run the checks in order, each quiet one beside those that follow it."""
    quiet: Check | None = None
    heard: list[Check] = []
    for check in todo:
        if check.beside:
            yield from run_beside(quiet, heard)
            quiet, heard = check, []
        else:
            heard.append(check)
    yield from run_beside(quiet, heard)


def run_beside(quiet: Check | None, heard: list[Check]) -> Iterator[Outcome]:
    """Run some checks one after the other, heard at once, and one beside, whose words come after.

    What did not hold in company has a second try once everything has ended.
    """
    if quiet is None:
        yield from map(run, heard)
        return
    with tempfile.TemporaryFile() as words, ThreadPoolExecutor(1) as pool:
        first = pool.submit(run, quiet, words)
        others = [run(check) for check in heard]
        outcomes = [first.result(), *others]
        words.seek(0)
        print(f"\n━━ {quiet.title} ━━\n{words.read().decode(errors='replace')}", flush=True)
    yield from map(or_again, outcomes)


def or_again(outcome: Outcome) -> Outcome:
    """The outcome, or that of one more try where one is foreseen and needed."""
    if outcome.code != SOME_FAILED or not outcome.check.second:
        return outcome
    return run_again(outcome.check, outcome)


def run_again(check: Check, first: Outcome) -> Outcome:
    """Once more, alone, what did not hold beside something else."""
    alone = run(replace(check, command=(*check.command, *check.second)))
    return Outcome(check, alone.held, first.seconds + alone.seconds, tries=2)


def summary(outcomes: Iterable[Outcome]) -> str:
    """The last lines: a row a check, then the count."""
    outcomes = list(outcomes)
    rows = [row(outcome) for outcome in outcomes]
    held = sum(o.held for o in outcomes)
    return "\n".join(["", *rows, "", f"{held} passed, {len(outcomes) - held} failed"])


def row(outcome: Outcome) -> str:
    """One line of the summary; a second try is never hidden."""
    mark = "✓" if outcome.held else "✗"
    again = ", au second essai : à regarder" if outcome.tries > 1 else ""
    return f"{mark} {outcome.check.title} ({outcome.seconds:.0f} s{again})"


def main(fast: bool = False) -> int:
    """Run all the checks, even after one that does not hold; 0 when all hold."""
    outcomes = list(run_all(checks(fast)))
    print(summary(outcomes), flush=True)
    return 0 if all(outcome.held for outcome in outcomes) else 1
