"""`./pixel tester`: every check of the project, one after the other, then what did not hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quartiers.settings import REPOSITORY

# What needs a whole Hub or a browser; left out by --rapide.
END_TO_END = ("tests/session", "tests/browser")


@dataclass(frozen=True)
class Check:
    """One thing to run: it holds when the command ends with 0."""

    title: str
    command: tuple[str, ...]
    folder: Path = REPOSITORY


@dataclass(frozen=True)
class Outcome:
    """How a check ended."""

    check: Check
    held: bool
    seconds: float


def checks(fast: bool, python: str = sys.executable) -> list[Check]:
    """The checks in order: the quickest to answer first, the real browser last."""
    scripts = Path(python).parent
    left_out = [f"--ignore={folder}" for folder in END_TO_END] if fast else []
    return [
        Check("Style du code", (str(scripts / "ruff"), "check", ".")),
        Check("Mise en forme", (str(scripts / "ruff"), "format", "--check", ".")),
        Check("Types", (python, "-m", "mypy")),
        Check("Sens des imports", (str(scripts / "lint-imports"),)),
        Check("Leçons vérifiées", (python, "-m", "quartiers", "lecons", "verifier")),
        Check("Leçons prouvées", (python, "-m", "quartiers", "lecons", "prouver")),
        Check("Écran des jeunes", ("npm", "test"), REPOSITORY / "lab-extension"),
        Check("Tests", (python, "-m", "pytest", *left_out)),
    ]


def run(check: Check) -> Outcome:
    """Run one check, its words going straight to the terminal."""
    print(f"\n━━ {check.title} ━━", flush=True)
    begun = time.monotonic()
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    code = subprocess.run(check.command, cwd=check.folder, env=env).returncode
    return Outcome(check, code == 0, time.monotonic() - begun)


def summary(outcomes: Iterable[Outcome]) -> str:
    """The last lines: a row a check, then the count."""
    outcomes = list(outcomes)
    rows = [f"{'✓' if o.held else '✗'} {o.check.title} ({o.seconds:.0f} s)" for o in outcomes]
    held = sum(o.held for o in outcomes)
    return "\n".join(["", *rows, "", f"{held} passed, {len(outcomes) - held} failed"])


def main(fast: bool = False) -> int:
    """Run all the checks, even after one that does not hold; 0 when all hold."""
    outcomes = [run(check) for check in checks(fast)]
    print(summary(outcomes), flush=True)
    return 0 if all(outcome.held for outcome in outcomes) else 1
