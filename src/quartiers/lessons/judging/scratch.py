"""Throw-away folders: a home and a copy of the lesson, so that no answer touches the real ones."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NOT_FOR_LEARNERS = ("*.toml", "*.ipynb", "fabriquer.py", "__pycache__", ".ipynb_checkpoints")


def copy_lesson(folder: Path, scratch: Path) -> None:
    """Lay out `scratch/maison` (a home) and `scratch/lecon` (the folder as learners have it)."""
    (scratch / "maison").mkdir(parents=True)
    shutil.copytree(folder, scratch / "lecon", ignore=shutil.ignore_patterns(*NOT_FOR_LEARNERS))


def enter(scratch: Path) -> None:
    """Make this process live there: HOME, TMPDIR and the current folder."""
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(scratch / "maison")
    os.chdir(scratch / "lecon")


def branch(scratch: Path, name: str) -> Path:
    """Copy the scratch folder as it is now, and enter the copy."""
    copy = scratch.parent / name
    shutil.copytree(scratch, copy)
    enter(copy)
    return copy
