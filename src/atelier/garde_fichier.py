"""Write a file whole or not at all, and never over another one."""

from __future__ import annotations

import glob
import os
import re
import tempfile
import unicodedata
from itertools import count
from pathlib import Path

LONGEST = 60  # letters of a file's name


def slug(title: str) -> str:
    """A file name made of a title: "Ma rosace d'été !" gives "ma-rosace-d-ete"."""
    letters = unicodedata.normalize("NFKD", title.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:LONGEST].strip("-") or "creation"


def free_place(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Where to write these bytes: `stem`, else `stem-2`, `stem-3`… The file exists, maybe empty.

    Creating the file is what makes the choice safe when two programs keep a work at once. The
    same bytes under the same name are the same work: keeping it twice keeps it once.
    """
    for number in count(1):
        path = folder / f"{stem if number == 1 else f'{stem}-{number}'}{suffix}"
        if holds(path, data):
            return path
        if not any(folder.glob(f"{glob.escape(path.stem)}.*")):
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
                return path
            except FileExistsError:
                pass
    raise AssertionError("count() never ends")


def holds(path: Path, data: bytes) -> bool:
    """Whether the file already holds exactly these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file in one step, after its bytes reached the disk; its name follows them."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        _flush_folder(path.parent)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Without it, a power cut in the next seconds takes the new name away."""
    if os.name == "nt":  # Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
