"""Bring a published lesson into a learner's home, whole or not at all, never over her work."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from quartiers.grading.publication import fetch_lesson

VOICES = Path("media", "voix")  # recorded by animators, again at times: the newest is brought


def bring_lesson(published: Path, home: Path, track: str, assignment: str) -> Path:
    """Put the files the learner lacks in `home/<track>/<assignment>` and return that folder.

    The voices, which are nobody's work, are brought again each time.

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
    """Move every file of `source` to the same place under `target`, except where one exists
    that is not a voice."""
    for found in sorted(source.rglob("*")):
        place = found.relative_to(source)
        destination = target / place
        if found.is_dir():
            destination.mkdir(parents=True, exist_ok=True)
        elif place.is_relative_to(VOICES) or not os.path.lexists(destination):
            destination.parent.mkdir(parents=True, exist_ok=True)
            os.replace(found, destination)
