"""Reads one file of a learner's home without believing anything found on the way.

Any name in a home may be a link to somebody else's file or a pipe that never ends: every folder
is opened from its parent without following links, and the file must be a plain one, with a
single name, of the home's owner and of a bounded size.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Unreadable(Exception):
    """There is nothing there that may be shown; the reason is for the log."""


@contextmanager
def open_home_folder(home: Path, folders: Sequence[str]) -> Iterator[int]:
    """A folder of a home, opened step by step from it; OSError or Unreadable when it is none."""
    descriptor = os.open(home, FOLDER_FLAGS)
    try:
        owner = os.fstat(descriptor).st_uid
        for name in folders:
            inner = os.open(_plain(name), FOLDER_FLAGS, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
            if os.fstat(descriptor).st_uid != owner:
                raise Unreadable(f"{name} belongs to somebody else")
        yield descriptor
    finally:
        os.close(descriptor)


def read_home_file(home: Path, folders: Sequence[str], name: str, limit: int) -> bytes:
    """The bytes of a plain file of a home, at most `limit`; Unreadable otherwise."""
    try:
        with open_home_folder(home, folders) as folder:
            return read_in_folder(folder, name, limit)
    except OSError as reason:
        raise Unreadable(f"{name!r}: {reason.strerror}") from reason


def open_home_file(home: Path, folders: Sequence[str], name: str, limit: int) -> BinaryIO:
    """A plain file of a home, of at most `limit` bytes for now, to read; Unreadable otherwise."""
    try:
        with open_home_folder(home, folders) as folder:
            return open_in_folder(folder, _plain(name), limit)
    except OSError as reason:
        raise Unreadable(f"{name!r}: {reason.strerror}") from reason


def stamp_of_home_file(home: Path, folders: Sequence[str], name: str) -> tuple[int, ...]:
    """What changes with the content of a file of a home; Unreadable when there is none."""
    try:
        with open_home_folder(home, folders) as folder:
            found = os.stat(_plain(name), dir_fd=folder, follow_symlinks=False)
    except OSError as reason:
        raise Unreadable(f"{name!r}: {reason.strerror}") from reason
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_in_folder(folder: int, name: str, limit: int) -> bytes:
    """The bytes of a plain file of an open folder; OSError or Unreadable otherwise."""
    with open_in_folder(folder, _plain(name), limit) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Unreadable(f"{name!r} grew over {limit} bytes")
    return content


def open_in_folder(folder: int, name: str, limit: int) -> BinaryIO:
    """A plain file of an open folder, of at most `limit` bytes for now, to read.

    `name` is one that the folder itself gave. OSError or Unreadable otherwise.
    """
    descriptor = os.open(name, FILE_FLAGS, dir_fd=folder)
    file = os.fdopen(descriptor, "rb")
    try:
        _check(os.fstat(descriptor), os.fstat(folder).st_uid, limit)
    except Unreadable:
        file.close()
        raise
    return file


def is_plain_name(name: str) -> bool:
    """Whether it names a file of the folder it lies in: no way out, hidden, or unprintable."""
    return name.isprintable() and bool(name) and name[0] != "." and not set(name) & set("/\\")


def _plain(name: str) -> str:
    if not is_plain_name(name):
        raise Unreadable(f"{name!r} is not a plain file name")
    return name


def _check(found: os.stat_result, owner: int, limit: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("not a plain file")
    if found.st_nlink != 1 or found.st_uid != owner:
        raise Unreadable("a file that is also somebody else's")
    if found.st_size > limit:
        raise Unreadable(f"{found.st_size} bytes, more than {limit}")
