"""Reads a learner's creations from their home, where nothing can be trusted.

The home belongs to the learner: files are read as `homes` does, and pictures, which may be made
to exhaust the memory or to run, are only looked at elsewhere (`shrinking`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal
from urllib.parse import quote

from quartiers.grading.plain_text import storable
from quartiers.room.homes import (
    Unreadable,
    is_plain_name,
    open_home_file,
    open_home_folder,
    read_home_file,
    read_in_folder,
    stamp_of_home_file,
)
from quartiers.room.thumbnails import Source

FOLDER = "creations"
MOST_ENTRIES = 1200
MOST_CARDS = 60
LARGEST_CARD = 10_000
LARGEST_FILE = 10_000_000
LARGEST_SVG = 1_000_000
CARD_KEYS = ("fichier", "titre", "description", "lecon", "avec")
PIXELS = (".png", ".gif")
PICTURES = (*PIXELS, ".svg")
MEDIA_TYPES = {
    ".png": "image/png",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
}
Kind = Literal["image", "son", "film", ""]
KINDS: dict[str, Kind] = {"image": "image", "audio": "son", "video": "film"}


@dataclass(frozen=True)
class Creation:
    """A work kept by the learner: what its card says, and its card's date.

    `file` is a plain file name; `lesson` is a lesson's folder name or ""; `partner` is with whom
    it was made, or "". All texts come from the learner: escape them.
    """

    file: str
    title: str
    description: str
    lesson: str
    kept_at: datetime
    partner: str = ""

    @property
    def segment(self) -> str:
        """The file's name as one step of an address."""
        return quote(self.file, safe="")

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown as a picture."""
        return self.file.endswith(PICTURES)

    @property
    def kind(self) -> Kind:
        """What shows it: "" for a file that `garder` never makes."""
        return KINDS.get(media_type(self.file).partition("/")[0], "")


@dataclass(frozen=True)
class Shown:
    """A picture that is safe to send, under its media type."""

    content: bytes
    media_type: str


def list_creations(home: Path) -> list[Creation]:
    """The newest creations of a home (at most 60), the newest first; no home, no creation."""
    try:
        with open_home_folder(home, (FOLDER,)) as folder:
            cards = sorted(_cards(folder), reverse=True)[:MOST_CARDS]
            found = [_read_card(folder, name, modified) for modified, name in cards]
    except (OSError, Unreadable):
        return []
    return [creation for creation in found if creation is not None]


def media_type(name: str) -> str:
    """The media type of a work's file; "" for a file that `garder` never makes."""
    return MEDIA_TYPES.get(Path(name).suffix, "")


def read_original(home: Path, name: str) -> Shown:
    """A work byte for byte, under a type that its name gives: send it in a sandbox, only."""
    if not media_type(name):
        raise Unreadable(f"{name!r} is no work")
    return Shown(read_plain(home, name, LARGEST_FILE), media_type(name))


def open_original(home: Path, name: str) -> BinaryIO:
    """The same, open to be read; its type is `media_type(name)`."""
    if not media_type(name):
        raise Unreadable(f"{name!r} is no work")
    return open_home_file(home, (FOLDER,), name, LARGEST_FILE)


def read_drawing(home: Path, name: str) -> Shown:
    """An SVG, to send in a sandbox."""
    if not name.endswith(".svg"):
        raise Unreadable(f"{name!r} is no drawing")
    return Shown(_looks_like_svg(read_plain(home, name, LARGEST_SVG)), "image/svg+xml")


def pixels_of(home: Path, name: str) -> Source:
    """A PNG or a GIF, to be made small. Unreadable when there is none of this name."""
    if not name.endswith(PIXELS):
        raise Unreadable(f"{name!r} has no pixels")
    stamp = stamp_of_home_file(home, (FOLDER,), name)
    return Source((home, name, *stamp), partial(read_plain, home, name, LARGEST_FILE))


def all_pixels(home: Path) -> list[Source]:
    """Those of the newest creations."""
    found: list[Source] = []
    for creation in list_creations(home):
        with suppress(Unreadable):
            found.append(pixels_of(home, creation.file))
    return found


def read_plain(home: Path, name: str, limit: int) -> bytes:
    """The bytes of a plain file of `creations`, at most `limit`; Unreadable otherwise."""
    return read_home_file(home, (FOLDER,), name, limit)


def _cards(folder: int) -> Iterator[tuple[float, str]]:
    """Modification time and name of the cards, among the first 1200 names of the folder."""
    with os.scandir(folder) as entries:
        for entry, _ in zip(entries, range(MOST_ENTRIES), strict=False):
            if entry.name.endswith(".json"):
                yield entry.stat(follow_symlinks=False).st_mtime, entry.name


def _read_card(folder: int, name: str, modified: float) -> Creation | None:
    try:
        raw = json.loads(read_in_folder(folder, name, LARGEST_CARD))
        file, title, description, lesson, partner = (
            storable(str(raw.get(key, "")))[:300] for key in CARD_KEYS
        )
    except (OSError, Unreadable, ValueError, AttributeError, RecursionError):
        return None
    if not is_plain_name(file):
        return None  # it becomes an address in an adult's page
    if _is_empty(folder, file):
        return None  # a power cut has emptied the work, and left its card
    kept_at = datetime.fromtimestamp(modified, UTC)
    return Creation(file, title, description, lesson, kept_at, partner)


def _is_empty(folder: int, name: str) -> bool:
    try:
        return os.stat(os.path.basename(name), dir_fd=folder, follow_symlinks=False).st_size == 0
    except (OSError, ValueError):
        return False


def _looks_like_svg(content: bytes) -> bytes:
    if b"<svg" not in content[:2000]:
        raise Unreadable("not an SVG")
    return content
