"""What a power cut leaves in a home and nobody can read: taken away before the server looks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from quartiers.durable import DRAFT

JUPYTER = Path(".jupyter") / "lab"
KINDS = ("*.jupyterlab-workspace", "*.jupyterlab-settings")


def sweep(home: Path) -> None:
    """Remove half-written drafts, and JupyterLab's own notes that are void: it makes others, where
    one without a byte stops its page with an English box."""
    for path in leftovers(home):
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def leftovers(home: Path) -> Iterator[Path]:
    """What is to go: drafts at the top of the home, void notes of JupyterLab."""
    yield from home.glob(f"{DRAFT}*")
    for kind in KINDS:
        yield from (note for note in (home / JUPYTER).rglob(kind) if is_void(note))


def is_void(file: Path) -> bool:
    """Whether nothing is left of a file, or zeros: the system gives either after a cut."""
    try:
        return not file.read_bytes().strip(b"\0 \n")
    except OSError:
        return True
