"""Files that a power cut leaves whole: the old bytes or the new ones, never half of them or none.

Everything that must be found again after a cut is written here. A plain `write_text` empties the
file at once and leaves its bytes in memory for half a minute: a cut then leaves a file of no byte.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

DRAFT = ".quartiers-"
"""How the name of an unfinished file begins: a cut may leave one, and it is worth nothing."""

PRIVATE = 0o600
NOT_THERE = {errno.EINVAL, errno.ENOTSUP}  # file systems that cannot flush a folder by itself


def write_whole(path: Path, content: bytes | str, mode: int = PRIVATE) -> None:
    """Put `content` (a text in UTF-8) at `path`, which may exist; missing folders are made.

    Once back, a power cut takes nothing away. OSError when the disk refuses: the file at `path`
    is then as it was.
    """
    with whole(path, mode) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def copy_whole(source: Path, path: Path, mode: int = PRIVATE) -> None:
    """The same with the bytes of the file `source`."""
    with open(source, "rb") as found, whole(path, mode) as file:
        shutil.copyfileobj(found, file)


@contextmanager
def whole(path: Path, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """A file to write, which takes its place at `path` when the block ends well."""
    ensure_folder(path.parent)
    handle, draft = tempfile.mkstemp(prefix=DRAFT, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.chmod(draft, mode)
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def write_new(path: Path, content: bytes, mode: int = PRIVATE, folder: int | None = None) -> None:
    """Put `content` at `path`, where there must be nothing: FileExistsError otherwise.

    `folder` is the descriptor of an open folder that `path` starts from. OSError when the disk
    refuses: there is then nothing at `path`. A cut on the way may leave an empty file there.
    """
    os.close(_create(path, mode, folder))
    draft = path.with_name(f"{DRAFT}{secrets.token_hex(6)}")
    try:
        with os.fdopen(_create(draft, mode, folder), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        for name in (draft, path):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)
        raise
    _flush(path.parent, folder)


def settle(draft: Path, path: Path) -> None:
    """Give a file that others have filled its name, once its bytes have reached the disk."""
    _flush_opened(os.open(draft, os.O_RDONLY))
    os.replace(draft, path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder outlive a power cut: a new file is nowhere without its name."""
    _flush(folder, None)


def flush_tree(folder: Path) -> None:
    """The same for all that is under a folder, files and names; links are left alone."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = os.path.join(parent, name)
            if not os.path.islink(path):
                _flush_opened(os.open(path, os.O_RDONLY))
        flush_folder(Path(parent))
    flush_folder(folder.parent)


def flush_everything() -> None:
    """The same for all that any program has written."""
    if os.name != "nt":  # Windows has no such call
        os.sync()


def ensure_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and its parents, whose names outlive a power cut."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=mode, exist_ok=True)
        flush_folder(one.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _create(path: Path, mode: int, folder: int | None) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags, mode, dir_fd=folder)


def _flush(folder: Path, start: int | None) -> None:
    if os.name != "nt":  # Windows cannot open a folder
        _flush_opened(os.open(folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=start))


def _flush_opened(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as refused:
        if refused.errno not in NOT_THERE:
            raise
    finally:
        os.close(descriptor)
