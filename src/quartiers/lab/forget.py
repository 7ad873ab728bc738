"""`python -m quartiers.lab.forget`: the pseudonym of a former partner leaves what a home keeps.

Reads `{"partner": pseudonym}` as JSON on its standard input and works in the present folder, the
home. Runs between walls, as that learner. The work itself stays as it is; twice changes nothing.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quartiers.durable import write_whole
from quartiers.lab.healing import ASIDE
from quartiers.lab.keeping import TOGETHER_WITH

CREATIONS = "creations"
WITH = "avec"
LARGEST = 30_000_000
"""Bytes: what is bigger was not made here."""


def main() -> int:
    """Forget the partner everywhere."""
    partner = str(json.load(sys.stdin.buffer)["partner"])
    for path in files_under(Path()):
        forget_in(path, partner)
    return 0


def files_under(home: Path) -> Iterator[Path]:
    """The notebooks of a home, wherever they are, and the cards of its creations.

    No link is followed, and what cannot be opened is passed by.
    """
    waiting = [home]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.name.endswith(".ipynb") or (
                entry.name.endswith(".json") and folder == home / CREATIONS
            ):
                yield Path(entry.path)


def forget_in(path: Path, partner: str) -> None:
    """Write one file again without this partner, when it names them; its date stays."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
        return
    before = path.read_bytes()
    if path.is_relative_to(ASIDE) and any(name in before for name in spelled(partner)):
        path.unlink()  # nobody can read it, nor take a name out of it
        return
    raw = without(before, partner)
    if raw is not None:
        write_whole(path, raw)
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def spelled(partner: str) -> tuple[bytes, bytes]:
    """How JSON may write a name."""
    return partner.encode(), json.dumps(partner)[1:-1].encode()


def without(raw: bytes, partner: str) -> bytes | None:
    """A notebook or a card that does not name this partner; None when it did not anyway."""
    if TOGETHER_WITH.encode() not in raw and f'"{WITH}"'.encode() not in raw:
        return None
    try:
        content = json.loads(raw)
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
