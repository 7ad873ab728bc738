"""«Tout emporter»: all the works of a learner in one page that opens anywhere, without network.

The page holds pixels, sounds and texts only: nothing that the learner wrote is ever run. Drawings
stay inside `<img>`, where no script of theirs starts, and the page's own rules forbid any.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from quartiers.room.creations import (
    Creation,
    Shown,
    list_creations,
    read_original,
    reencode,
)
from quartiers.room.homes import Unreadable

LARGEST_PAGE = 25_000_000  # bytes of works; a phone opens that
LARGEST_PICTURE = (1600, 1600)


@dataclass(frozen=True)
class Packed:
    """A work and its content as a data URI."""

    work: Creation
    address: str


@dataclass(frozen=True)
class Bag:
    """The works that fit, the newest first, and those that do not."""

    works: tuple[Packed, ...]
    left_out: tuple[Creation, ...]


def make_page(templates: Environment, home: Path, pseudo: str, now: datetime) -> str:
    """The page of all the works of a home."""
    bag = pack(home, list_creations(home))
    template = templates.get_template("learners/tout_emporter.html")
    return template.render(bag=bag, pseudo=pseudo, now=now)


def pack(home: Path, works: Iterable[Creation], limit: int = LARGEST_PAGE) -> Bag:
    """Take each work that still fits under `limit` bytes."""
    taken: list[Packed] = []
    left_out: list[Creation] = []
    room = limit
    for work in works:
        try:
            shown = portable(work, home)
        except Unreadable:
            continue
        if len(shown.content) > room:
            left_out.append(work)
            continue
        room -= len(shown.content)
        taken.append(Packed(work, data_uri(shown)))
    return Bag(tuple(taken), tuple(left_out))


def portable(work: Creation, home: Path) -> Shown:
    """A work for the page: a PNG made anew, anything else as it is."""
    shown = read_original(home, work.file)
    if shown.media_type == "image/png":
        return Shown(reencode(shown.content, LARGEST_PICTURE), "image/png")
    return shown


def data_uri(shown: Shown) -> str:
    """The content inside an address."""
    return f"data:{shown.media_type};base64,{b64encode(shown.content).decode()}"
