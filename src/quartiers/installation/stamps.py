"""Stamps: what a step was made from, so that it is done once and done again when that changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from quartiers.installation.place import Place


def fingerprint(paths: Iterable[Path], root: Path, extra: str = "") -> str:
    """The hash of some files and folders: names and contents, in a fixed order."""
    digest = hashlib.sha256(extra.encode())
    for path in sorted(file for given in paths for file in files_of(given)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files_of(path: Path) -> Iterator[Path]:
    """A file itself, or all the files below a folder."""
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())


def stamp(place: Place, name: str) -> Path:
    """The file that remembers a step; it lives in the environment it speaks of."""
    return place.venv / f".etape-{name}"
