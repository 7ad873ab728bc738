"""The Python side: the environment, the locked packages, the project itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from quartiers.installation.calls import call, spoken
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress

MINIMUM_PYTHON = (3, 11)


def is_reached_by_all(path: Path) -> bool:
    """Whether any account of the machine may walk down to `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def base_python() -> str:
    """The interpreter to build on: as root, one that the learners' accounts can run too."""
    candidates = [sys.executable]
    if (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and not is_reached_by_all(Path(sys.base_prefix).resolve())
    ):
        candidates = ["/usr/bin/python3", "/usr/local/bin/python3", sys.executable]
    return next(python for python in candidates if is_recent_enough(python))


def is_recent_enough(python: str) -> bool:
    """Whether this interpreter exists and is 3.11 or later."""
    if python == sys.executable:
        return True
    code = f"import sys, venv, ensurepip; sys.exit(sys.version_info < {MINIMUM_PYTHON})"
    return Path(python).exists() and subprocess.run([python, "-c", code]).returncode == 0


def make_venv(place: Place, progress: Progress) -> None:
    """The virtual environment, anew when its base has changed or it was left half made."""
    call(place, [base_python(), "-m", "venv", "--clear", str(place.venv)])


def install_locked(place: Place, progress: Progress, lock: Path) -> None:
    """Every package of a lock, each checked against its hash."""
    total = len(re.findall(r"^\S+==", lock.read_text(), re.MULTILINE))
    seen = 0
    command = [
        *(str(place.python), "-m", "pip", "install", "--require-hashes", "--no-input"),
        *("--disable-pip-version-check", "-r", str(lock)),
    ]
    for line in spoken(place, command, None, None):
        seen += line.startswith(("Collecting", "Requirement already", "Ignoring"))
        progress.share(seen, total + 1)


def install_ourselves(place: Place, progress: Progress) -> None:
    """The project itself, from its folder, with what the lock has brought."""
    flags = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    call(place, [str(place.python), "-m", "pip", "install", *flags, "-e", str(place.root)])
