"""A notebook that cannot be read gives its place to the newest state that can, and is put aside.

A power cut leaves a file empty or half written. Nobody should meet it: neither JupyterLab, whose
box is in English, nor the room, which would refuse it for ever.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, TypeGuard

from quartiers import durable
from quartiers.lab import versions

ASIDE = Path(".quartiers") / "abimes"
MOST_ASIDE = 5


@dataclass(frozen=True)
class Healed:
    """What took its place: the state of `time` (UTC), or with None the lesson as it was given."""

    time: datetime | None


class Beyond(Exception):
    """The notebook cannot be read, and nothing is left to put in its place."""


def heal(published: Path, home: Path, notebook: PurePosixPath, now: datetime) -> Healed | None:
    """Put back a notebook that is missing or broken; None when it is well, or when it is missing
    and nothing was ever kept of it: it has not been brought yet.

    `notebook` is its place in both folders. Raises Beyond, and OSError when the disk refuses:
    nothing is lost in either case.
    """
    file = home / notebook
    missing = not os.path.lexists(file)
    if not missing and is_whole(read(file)):
        return None
    raw, time = newest_whole(versions.folder_of(home, notebook))
    if missing and time is None:
        return None
    if time is None:
        raw = read(published / notebook)
    if not is_whole(raw):
        raise Beyond(str(notebook))
    put_aside(home, notebook, now)
    durable.write_whole(file, raw)
    return Healed(time)


def clear(home: Path, notebook: PurePosixPath, now: datetime) -> None:
    """Put a broken notebook aside, for another to be written there; a good one stays."""
    if os.path.lexists(home / notebook) and not is_whole(read(home / notebook)):
        put_aside(home, notebook, now)


def newest_whole(folder: Path) -> tuple[bytes, datetime | None]:
    """The newest version that can be opened, and its time; (b"", None) when there is none."""
    for one in versions.listed(folder):
        raw = read(folder / f"{one.name}.ipynb")
        if is_whole(raw):
            return raw, one.time
    return b"", None


def put_aside(home: Path, notebook: PurePosixPath, now: datetime) -> None:
    """Keep what is left of a broken notebook, for somebody who could read it; the last few only."""
    file, folder = home / notebook, home / ASIDE / notebook.with_suffix("")
    if not os.path.lexists(file):
        return
    durable.ensure_folder(folder)
    os.replace(file, folder / f"{now.strftime(versions.STAMP)}.ipynb")
    durable.flush_folder(folder)
    for old in sorted(folder.glob("*.ipynb"))[:-MOST_ASIDE]:
        old.unlink(missing_ok=True)


def read(file: Path) -> bytes:
    """The bytes of a plain file; none for what cannot be read, as nothing can be made of it."""
    try:
        return file.read_bytes() if stat.S_ISREG(file.stat().st_mode) else b""
    except OSError:
        return b""


def is_whole(raw: bytes) -> bool:
    """Whether these bytes are a notebook that JupyterLab opens."""
    try:
        return is_notebook(json.loads(raw))
    except (ValueError, RecursionError):
        return False


def is_notebook(content: object) -> TypeGuard[dict[str, Any]]:
    """Whether this has the shape of a notebook of version 4."""
    return (
        isinstance(content, dict)
        and content.get("nbformat") == 4
        and isinstance(content.get("metadata", {}), dict)
        and isinstance(content.get("cells"), list)
        and all(isinstance(cell, dict) for cell in content["cells"])
    )
