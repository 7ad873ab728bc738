"""«Tout emporter»: all the works of a learner in one page that opens anywhere, without network.

The page holds pixels, sounds and texts only: nothing that the learner wrote is ever run. Drawings
stay inside `<img>`, where no script of theirs starts, and the page's own rules forbid any.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from jinja2 import Environment

from quartiers.room.creations import (
    Creation,
    Shown,
    list_creations,
    read_original,
)
from quartiers.room.homes import Unreadable
from quartiers.room.thumbnails import Shrink

LARGEST_PAGE = 25_000_000  # bytes of works; a phone opens that
LARGEST_PICTURE = 1600  # pixels of the longest side
TOGETHER = 10  # works in memory at the same time
PNG = "image/png"


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


def make_page(
    templates: Environment, home: Path, pseudo: str, now: datetime, shrink: Shrink
) -> str:
    """The page of all the works of a home."""
    bag = pack(home, list_creations(home), shrink)
    template = templates.get_template("learners/tout_emporter.html")
    return template.render(bag=bag, pseudo=pseudo, now=now)


def pack(home: Path, works: Iterable[Creation], shrink: Shrink, limit: int = LARGEST_PAGE) -> Bag:
    """Take each work that still fits under `limit` bytes; `shrink` makes PNG anew."""
    taken: list[Packed] = []
    left_out: list[Creation] = []
    room = limit
    for work, shown in portable(home, works, shrink):
        if len(shown.content) > room:
            left_out.append(work)
            continue
        room -= len(shown.content)
        taken.append(Packed(work, data_uri(shown)))
    return Bag(tuple(taken), tuple(left_out))


def portable(
    home: Path, works: Iterable[Creation], shrink: Shrink
) -> Iterator[tuple[Creation, Shown]]:
    """Works for the page, some at a time: a PNG made anew, anything else as it is."""
    waiting = iter(works)
    while some := list(islice(waiting, TOGETHER)):
        found = [(work, shown) for work in some if (shown := original_or_none(home, work))]
        pixels = [shown.content for _, shown in found if shown.media_type == PNG]
        anew = iter(shrink(pixels) if pixels else ())
        for work, shown in found:
            content = next(anew) if shown.media_type == PNG else shown.content
            if content is not None:
                yield work, Shown(content, shown.media_type)


def original_or_none(home: Path, work: Creation) -> Shown | None:
    """A work as it was kept; None when it cannot be read."""
    try:
        return read_original(home, work.file)
    except Unreadable:
        return None


def data_uri(shown: Shown) -> str:
    """The content inside an address."""
    return f"data:{shown.media_type};base64,{b64encode(shown.content).decode()}"
