"""The published lessons as a learner's server sees them: the index, a notebook's place in it."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

Entry = dict[str, Any]
"""One lesson of `publie/index.json`: code, titre, parcours, assignment, notebook, exercices…"""


def read_index(published: Path) -> list[Entry]:
    """Return the published lessons; none when nothing has been published, or can be read."""
    try:
        entries = json.loads((published / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [entry for entry in entries if isinstance(entry, dict)]


def by_code(entries: list[Entry], code: str) -> Entry | None:
    """Find a lesson by its code, in any case (`p01` is `P01`)."""
    wanted = code.strip().casefold()
    return next((one for one in entries if str(one.get("code", "")).casefold() == wanted), None)


def by_path(entries: list[Entry], path: str) -> Entry | None:
    """Find the lesson a notebook belongs to, from its path under the server's root.

    Only `<track>/<assignment>/<assignment>.ipynb` is a lesson: a copy elsewhere is the learner's
    own business and is neither followed nor handed in.
    """
    wanted = PurePosixPath(path.strip("/"))
    return next((one for one in entries if notebook_path(one) == wanted), None)


def notebook_path(entry: Entry) -> PurePosixPath:
    """Where a lesson's notebook is, under a learner's home and under the published folder alike."""
    assignment = str(entry["assignment"])
    return PurePosixPath(str(entry["parcours"])) / assignment / f"{assignment}.ipynb"
