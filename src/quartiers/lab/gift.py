"""`python -m quartiers.lab.gift`: what was made in a pair, put into the home of the one who joined.

Reads a `Bundle` as JSON on its standard input and works in the present folder, the home. Runs
between walls, as that learner: whatever lies in the home can lead nowhere else. Nothing of
theirs is ever replaced; the same gift twice is one gift.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from quartiers.durable import write_new, write_whole
from quartiers.lab import healing, keeping, versions

TOGETHER = "deux"
"""The reason of the versions made in a pair."""


@dataclass(frozen=True)
class Given:
    """One lesson: its `notebook`, and the one that was `released` ("" when nobody knows it)."""

    track: str
    assignment: str
    notebook: str
    released: str

    @property
    def place(self) -> PurePosixPath:
        """Where it goes, under the home."""
        return PurePosixPath(self.track) / self.assignment / f"{self.assignment}.ipynb"


def main() -> int:
    """Take the bundle in and say how much was taken."""
    bundle = json.load(sys.stdin.buffer)
    home, now = Path.cwd(), datetime.now(UTC)
    partner, mark = str(bundle["partner"]), str(bundle["pair"])
    lessons = [Given(**one) for one in bundle["lessons"]]
    taken = [give_lesson(home, one, partner, mark, now) for one in lessons]
    works = [give_work(home / "creations", one, partner) for one in bundle["works"]]
    print(json.dumps({"lessons": sum(taken), "works": sum(works)}))
    return 0


def give_lesson(home: Path, given: Given, partner: str, mark: str, now: datetime) -> bool:
    """Put a notebook among the versions of its lesson, and in its place when that is free.

    `mark` names the pair: a later state of the same pair takes the place of the earlier one.
    False for what is no notebook.
    """
    raw = named(given.notebook, partner)
    if raw is None:
        return False
    file, folder = home / given.place, versions.folder_of(home, given.place)
    healing.clear(home, given.place, now)
    present = file.read_bytes() if file.is_file() else None
    before = earlier(folder, mark)
    if raw != before:
        versions.keep(folder, raw, TOGETHER, now, mark)
    if present is None or present == before:
        write_whole(file, raw)
    elif is_untouched(present, given.released):
        versions.keep(folder, present, "regulier", now)
        write_whole(file, raw)
    return True


def named(notebook: str, partner: str) -> bytes | None:
    """The notebook with the name of the partner in it; None for what is none."""
    try:
        content = json.loads(notebook)
        content["metadata"][keeping.TOGETHER_WITH] = partner
        return json.dumps(content, ensure_ascii=False, indent=1).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def earlier(folder: Path, mark: str) -> bytes | None:
    """What this pair has given before."""
    for one in versions.listed(folder):
        if one.reason == TOGETHER and one.screen == mark:
            return versions.read(folder, one.name)
    return None


def is_untouched(present: bytes, released: str) -> bool:
    """Whether a notebook says nothing but what was given to everybody."""
    said = keeping.sources(present)
    return bool(said) and said == keeping.sources(released.encode())


def give_work(folder: Path, work: dict[str, Any], partner: str) -> bool:
    """Put a creation and its card under a free name; False when it is there already."""
    content, name = b64decode(work["content"]), Path(str(work["file"])).name
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in count(1):
        path = folder / (name if number == 1 else f"{Path(name).stem}_{number}{Path(name).suffix}")
        try:
            write_new(path, content)
            break
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                break
    card = {**work["card"], "fichier": path.name, "avec": partner}
    try:
        write_new(path.with_suffix(".json"), json.dumps(card, ensure_ascii=False).encode())
    except FileExistsError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
