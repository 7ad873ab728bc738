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

# What needs a whole Hub or a browser; left out by --rapide.
END_TO_END = ("tests/session", "tests/browser")
# Tests that start learners' own processes, under the learners' own accounts: one after the other.
# All the other tests run beside them, on the second core.
WITH_ACCOUNTS = ("tests/quartiers/hub", "tests/quartiers/kernels", "tests/quartiers/lab")


@dataclass(frozen=True)
class Check:
    """One thing to run: it holds when the command ends with 0.

    One that runs `beside` the next keeps its words to itself until both have ended. `second` is
    added to the command for one more try: real browsers and servers miss their time on a machine
    that does two things at once; what does not hold alone either, does not hold.
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


def checks(fast: bool, python: str = sys.executable) -> list[Check]:
    """The checks in order: the quickest to answer first, the real browser last."""
    scripts = Path(python).parent
    pytest = (python, "-m", "pytest")
    apart = [f"--ignore={folder}" for folder in (*WITH_ACCOUNTS, *END_TO_END)]
    houses = WITH_ACCOUNTS if fast else (*WITH_ACCOUNTS, *END_TO_END)
    return [
        Check("Style du code", (str(scripts / "ruff"), "check", ".")),
        Check("Mise en forme", (str(scripts / "ruff"), "format", "--check", ".")),
        Check("Types", (python, "-m", "mypy")),
        Check("Sens des imports", (str(scripts / "lint-imports"),)),
        Check("Leçons vérifiées", (python, "-m", "quartiers", "lecons", "verifier")),
        Check("Leçons prouvées", (python, "-m", "quartiers", "lecons", "prouver")),
        Check("Écran des jeunes", ("npm", "test"), REPOSITORY / "lab-extension"),
        Check("Tests", (*pytest, "-o", "cache_dir=.pytest_cache/a", *apart), beside=True),
        Check(
            "Tests de la maison",
            (*pytest, "-o", "cache_dir=.pytest_cache/maison", *houses),
            second=("--last-failed",),
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
    return Outcome(check, code == 0, time.monotonic() - begun)


def run_all(todo: Iterable[Check]) -> Iterator[Outcome]:
    """Run the checks in order; one that may run beside the next does."""
    waiting = iter(todo)
    for check in waiting:
        follower = next(waiting, None) if check.beside else None
        if follower is None:
            yield run(check)
        else:
            yield from run_both(check, follower)


def run_both(quiet: Check, heard: Check) -> Iterator[Outcome]:
    """Run two checks at once: one is heard now, the words of the other come after."""
    with tempfile.TemporaryFile() as words, ThreadPoolExecutor(1) as pool:
        first = pool.submit(run, quiet, words)
        second = run(heard)
        outcome = first.result()
        words.seek(0)
        print(f"\n━━ {quiet.title} ━━\n{words.read().decode(errors='replace')}", flush=True)
    yield outcome
    yield second if second.held or not heard.second else run_again(heard, second)


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
