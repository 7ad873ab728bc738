"""`python -m quartiers.lab.forget`: the pseudonym of a former partner leaves what a home keeps.

Reads `{"partner": pseudonym}` as JSON on its standard input and works in the present folder, the
home. Runs between walls, as that learner. The work itself stays as it is; twice changes nothing.

Ends with 0 when no notebook and no card of the home names them any more, with `SOMETHING_LEFT`
when some could not be read, written or reached in time.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from quartiers.durable import DRAFT
from quartiers.grading.bounded_json import read_bounded
from quartiers.lab.healing import ASIDE
from quartiers.lab.keeping import TOGETHER_WITH

CREATIONS = "creations"
WITH = "avec"
LARGEST = 30_000_000
"""Bytes: what is bigger was not made here."""
DEEPEST = 16
"""Folders one in another: neither the house nor a lesson goes that far, and a home may go on."""
MOST_ENTRIES = 200_000
SECONDS = 20.0
SOMETHING_LEFT = 3

A_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
A_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
A_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

Place = tuple[str, ...]
"""The names of the folders from the home."""


class Unsettled(Exception):
    """A file changed while it was read; the next visit will find it at rest."""


def main() -> int:
    """Forget the partner everywhere."""
    partner = str(json.load(sys.stdin.buffer)["partner"])
    walk = Walk(partner, time.monotonic() + SECONDS)
    home = os.open(".", A_FOLDER)
    try:
        walk.through(home)
    finally:
        os.close(home)
    return SOMETHING_LEFT if walk.left else 0


class Walk:
    """One way through a home, the nearest folders first; `left` counts what still is to be done.

    Whatever the learner made of modes, links, pipes and numbers, it ends.
    """

    def __init__(self, partner: str, until: float) -> None:
        """`until` is a time of `time.monotonic`."""
        self.left = 0
        self._partner, self._until = partner, until
        self._seen = 0

    def through(self, home: int) -> None:
        """Go through an open home."""
        waiting = deque[Place]([()])
        while waiting and not self._is_over():
            place = waiting.popleft()
            try:
                with opened(home, place) as folder:
                    inner = self._through_folder(folder, place)
            except (FileNotFoundError, NotADirectoryError):  # gone meanwhile, or a link
                continue
            except OSError:
                self.left += 1
                continue
            if len(place) < DEEPEST:
                waiting.extend((*place, name) for name in inner)

    def _through_folder(self, folder: int, place: Place) -> list[str]:
        """Forget in the files of one folder; the names of its folders."""
        is_aside = place[: len(ASIDE.parts)] == ASIDE.parts
        folders: list[str] = []
        files: list[str] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                self._seen += 1
                if self._is_over():
                    break
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif is_ours(entry.name, place):
                    files.append(entry.name)
        for name in files:
            if self._is_over():
                break
            try:
                forget_in(folder, name, self._partner, is_aside)
            except (FileNotFoundError, IsADirectoryError):
                continue
            except (OSError, MemoryError, Unsettled):
                self.left += 1
        return folders

    def _is_over(self) -> bool:
        if self._seen <= MOST_ENTRIES and time.monotonic() < self._until:
            return False
        self.left = max(self.left, 1)
        return True


def is_ours(name: str, place: Place) -> bool:
    """A notebook, wherever it is, or the card of a creation."""
    return name.endswith(".ipynb") or (place == (CREATIONS,) and name.endswith(".json"))


@contextmanager
def opened(home: int, place: Place) -> Iterator[int]:
    """A folder of a home, reached from it without following a link; its owner may look inside."""
    here = os.dup(home)
    try:
        let_in(here)
        for name in place:
            inner = open_anyway(name, A_FOLDER, here)
            os.close(here)
            here = inner
            let_in(here)
        yield here
    finally:
        os.close(here)


def let_in(folder: int) -> None:
    """Give the owner of an open folder what it takes to work in it."""
    mode = stat.S_IMODE(os.fstat(folder).st_mode)
    if mode & stat.S_IRWXU != stat.S_IRWXU:
        with suppress(OSError):
            os.fchmod(folder, mode | stat.S_IRWXU)


def open_anyway(name: str, flags: int, folder: int) -> int:
    """Open what its owner has closed to themselves. OSError; a link is NotADirectoryError."""
    try:
        return os.open(name, flags, dir_fd=folder)
    except PermissionError:
        os.chmod(name, stat.S_IRWXU if flags & os.O_DIRECTORY else 0o600, dir_fd=folder)
        return os.open(name, flags, dir_fd=folder)


def forget_in(folder: int, name: str, partner: str, is_aside: bool) -> None:
    """Write one file again without this partner, when it names them; its date stays.

    A broken one, which was put aside, goes: nobody can read it, nor take a name out of it.

    OSError, MemoryError, Unsettled.
    """
    found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
        return
    with os.fdopen(open_anyway(name, A_FILE, folder), "rb") as file:
        raw = read_plain(file)
    if is_aside and any(spelling in raw for spelling in spelled(partner)):
        os.unlink(name, dir_fd=folder)
        return
    changed = without(raw, partner)
    if changed is not None:
        replace(folder, name, changed, found)


def read_plain(file: BinaryIO) -> bytes:
    """The bytes of an open file; none of what is no plain file, or too big a one."""
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return b""
    raw = file.read(LARGEST + 1)
    return raw if len(raw) <= LARGEST else b""


def replace(folder: int, name: str, raw: bytes, found: os.stat_result) -> None:
    """Put new bytes in the place of a file that is still the one that was `found`; same date."""
    temporary = f"{DRAFT}{secrets.token_hex(8)}"
    with os.fdopen(os.open(temporary, A_NEW_FILE, 0o600, dir_fd=folder), "wb") as file:
        try:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
            os.utime(file.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))
            now = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if (now.st_ino, now.st_mtime_ns) != (found.st_ino, found.st_mtime_ns):
                raise Unsettled(name)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
            os.fsync(folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
            raise


def spelled(partner: str) -> tuple[bytes, bytes]:
    """How JSON may write a name."""
    return partner.encode(), json.dumps(partner)[1:-1].encode()


def without(raw: bytes, partner: str) -> bytes | None:
    """A notebook or a card that does not name this partner; None when it did not anyway."""
    if TOGETHER_WITH.encode() not in raw and f'"{WITH}"'.encode() not in raw:
        return None
    try:
        content = read_bounded(raw)
        named = [
            (place, key)
            for place, key in ((content, WITH), (content.get("metadata", {}), TOGETHER_WITH))
            if place.get(key) == partner
        ]
    except (ValueError, AttributeError, RecursionError):
        return None
    for place, key in named:
        del place[key]
    return written(content) if named else None


def written(content: Any) -> bytes:
    """As Jupyter writes it; half a character, which UTF-8 has not, stays an escape of JSON."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
