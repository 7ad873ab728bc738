"""Bring a published lesson into a learner's home, whole or not at all, never over her work."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from quartiers.grading.publication import fetch_lesson


def bring_lesson(published: Path, home: Path, track: str, assignment: str) -> Path:
    """Put the files the learner lacks in `home/<track>/<assignment>` and return that folder.

    Each file arrives by one rename: a power cut leaves the whole file or none, so that a half
    notebook is never mistaken for the learner's work. Raises FileNotFoundError when the lesson
    is not published, ValueError when a name could lead elsewhere.
    """
    home.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".quartiers-", dir=home))
    try:
        fresh = fetch_lesson(published, staging, track, assignment)
        target = home / track / assignment
        move_missing(fresh, target)
        return target
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def move_missing(source: Path, target: Path) -> None:
    """Move every file of `source` to the same place under `target`, except where one exists."""
    for found in sorted(source.rglob("*")):
        destination = target / found.relative_to(source)
        if found.is_dir():
            destination.mkdir(parents=True, exist_ok=True)
        elif not os.path.lexists(destination):
            destination.parent.mkdir(parents=True, exist_ok=True)
            os.replace(found, destination)
