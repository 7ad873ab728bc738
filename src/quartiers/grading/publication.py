"""Copies of lessons between folders: publish them whole, fetch them without overwriting."""

from __future__ import annotations

import os
import shutil
import stat
from fnmatch import fnmatch
from pathlib import Path

from quartiers import durable
from quartiers.grading.names import safe_name

NEVER_PUBLISHED = ("*.toml", "*.py", "*.pyc", "__pycache__", ".*")


def fetch_lesson(published: Path, home: Path, track: str, assignment: str) -> Path:
    """Bring a published lesson to `home/<track>/<assignment>` and return that folder.

    What is already there is the learner's work: it is never replaced, only missing files come,
    and those of which a power cut has left the beginning or nothing.
    Raises FileNotFoundError when the lesson is not published.
    """
    source = published / safe_name(track) / safe_name(assignment)
    if not source.is_dir():
        raise FileNotFoundError(f"{track}/{assignment} is not published")
    target = home / track / assignment
    copy_missing(source, target)
    return target


def copy_missing(source: Path, target: Path) -> None:
    """Copy the plain files of `source` that `target` lacks; links are left out."""
    durable.ensure_folder(target)
    for entry in sorted(os.scandir(source), key=lambda found: found.name):
        destination = target / entry.name
        if entry.is_dir(follow_symlinks=False):
            copy_missing(Path(entry.path), destination)
        elif entry.is_file(follow_symlinks=False) and is_missing(destination, Path(entry.path)):
            bring(Path(entry.path), destination)


def bring(source: Path, destination: Path) -> None:
    """Copy a file; only a notebook is worth waiting for the disk, thirty learners at once.

    A picture that a power cut has shortened is found out at the next opening.
    """
    if source.suffix == ".ipynb":
        durable.copy_whole(source, destination, 0o644)
    else:
        shutil.copyfile(source, destination)


def is_missing(file: Path, source: Path) -> bool:
    """Whether nothing is there, or only the beginning of `source`: what a cut leaves of a copy."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return True
    if not stat.S_ISREG(found.st_mode) or found.st_size >= source.stat().st_size:
        return False
    return source.read_bytes().startswith(file.read_bytes())


def publish(release: Path, published: Path, track: str, assignment: str) -> Path:
    """Put a released lesson where learners may read it (0755/0644), in one rename."""
    target = published / safe_name(track) / safe_name(assignment)
    fresh = target.with_name(f".{assignment}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(release, fresh, ignore=_unpublished, symlinks=True)
    _open_to_readers(fresh)
    durable.flush_tree(fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    durable.flush_folder(target.parent)
    return target


def _unpublished(folder: str, names: list[str]) -> set[str]:
    """Answers, scripts and links stay on the trusted side."""
    return {
        name
        for name in names
        if any(fnmatch(name, pattern) for pattern in NEVER_PUBLISHED)
        or os.path.islink(os.path.join(folder, name))
    }


def _open_to_readers(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        os.chmod(parent, 0o755)
        for name in names:
            os.chmod(os.path.join(parent, name), 0o644)
