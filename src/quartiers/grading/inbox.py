"""The box: what learners handed in, byte for byte, one private folder a submission."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Literal

from quartiers import durable
from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.labels import Label, put_label
from quartiers.grading.names import safe_name

Obstacle = Literal["away", "missing", "closed", "damaged", "link", "kind", "size"]
OUT_OF_REACH = ("away", "closed", "damaged")


class NothingHandedIn(Exception):
    """The folder of a submission holds no notebook that can be taken; `why` says it in one word.

    `OUT_OF_REACH`: no folder at all, one that is closed, a disk that does not answer. It is the
    house's doing, never the learner's.
    """

    def __init__(self, message: str, why: Obstacle = "missing") -> None:
        super().__init__(message)
        self.why: Obstacle = why


def drop(
    inbox: Path, submission: str, notebook: str, content: bytes, label: Label | None = None
) -> Path:
    """Write `content` to `inbox/<submission>/<notebook>.ipynb`, safe from a power cut.

    `label` says whose it is, and is there before it. The folder must be new: a submission is never
    written twice. OSError when the disk refuses: nothing of it is there then.
    """
    folder = inbox / safe_name(submission)
    durable.ensure_folder(inbox, 0o700)
    folder.mkdir(mode=0o700)
    path = folder / f"{safe_name(notebook)}.ipynb"
    try:
        if label is not None:
            put_label(folder, label)
        durable.write_whole(path, content)
    except OSError:  # a full disk: a label without its notebook would be queued some day
        shutil.rmtree(folder, ignore_errors=True)
        raise
    durable.flush_folder(inbox)
    return path


def take(inbox: Path, submission: str, notebook: str, limit: int = LARGEST_NOTEBOOK) -> bytes:
    """The bytes handed in, at most `limit`; raises NothingHandedIn.

    A single notebook under another name is taken too: renaming a file loses nobody.
    Links, pipes and devices are never followed.
    """
    folder = inbox / safe_name(submission)
    if not folder.is_dir():
        raise NothingHandedIn(f"no folder {folder}", "away")
    exact = folder / f"{safe_name(notebook)}.ipynb"
    candidates = [exact] if exact.is_file() else sorted(folder.glob("*.ipynb"))
    for path in candidates[:1]:
        return read_plain_file(path, limit)
    raise NothingHandedIn(f"no notebook in {folder.name}")


def read_plain_file(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes without following a link at its end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as refusal:
        why = _obstacle(refusal)
        raise NothingHandedIn(f"{path.name} cannot be opened: {refusal}", why) from refusal
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NothingHandedIn(f"{path.name} is not a plain file", "kind")
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(limit + 1)
    except OSError as trouble:
        raise NothingHandedIn(f"{path.name} cannot be read: {trouble}", "damaged") from trouble
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise NothingHandedIn(f"{path.name} is longer than {limit} bytes", "size")
    return content


def _obstacle(refusal: OSError) -> Obstacle:
    known: dict[int | None, Obstacle] = {
        errno.ENOENT: "missing",
        errno.EACCES: "closed",
        errno.EPERM: "closed",
        errno.ELOOP: "link",
        errno.ENXIO: "kind",
        errno.ENODEV: "kind",
    }
    return known.get(refusal.errno, "damaged")
