"""Makes a zip piece by piece: however much goes in, little is in memory at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quartiers.grading.french import PARIS

PIECE = 64 * 1024
FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST_PART = 120


@dataclass(frozen=True)
class Item:
    """One file of the archive: its path inside, when it was made (aware), where to read it.

    `content` is closed when it has been read; `limit` is in bytes, and what comes after is cut.
    """

    path: PurePosixPath
    made_at: datetime
    content: BinaryIO
    limit: int


def text_item(path: str, made_at: datetime, content: str | bytes) -> Item:
    """A file that we write ourselves."""
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return Item(PurePosixPath(path), made_at, io.BytesIO(raw), len(raw))


def zip_pieces(items: Iterable[Item]) -> Generator[bytes, None, None]:
    """The bytes of the zip, in pieces; items are asked for one at a time."""
    sink, names = _Sink(), Names()
    with ZipFile(sink, "w") as archive:
        for item in items:
            with closing(item.content), archive.open(_info(item, names), "w") as inside:
                left = item.limit
                while piece := item.content.read(min(PIECE, left)):
                    left -= len(piece)
                    inside.write(piece)
                    yield from sink.taken()
            yield from sink.taken()
    yield from sink.taken()


class Names:
    """Gives each file a name of its own that every machine can write."""

    def __init__(self) -> None:
        """No name is taken yet."""
        self._taken: set[str] = set()

    def of(self, path: PurePosixPath) -> str:
        """The name of `path` inside the archive; two never differ by capitals alone."""
        safe = PurePosixPath(*map(safe_part, path.parts))
        name, number = str(safe), 2
        while name.casefold() in self._taken:
            name = str(safe.with_name(f"{safe.stem}-{number}{safe.suffix}"))
            number += 1
        self._taken.add(name.casefold())
        return name


def safe_part(part: str) -> str:
    """One part of a path, without what Windows or an archive would take for something else."""
    plain = part.encode("utf-8", "replace").decode("utf-8")
    plain = FORBIDDEN.sub("_", plain)
    plain = shortened(plain).rstrip(". ") or "_"
    return f"_{plain}" if DEVICES.match(plain) or plain in (".", "..") else plain


def shortened(part: str) -> str:
    """At most `LONGEST_PART` characters, its ending kept."""
    stem, dot, ending = part.rpartition(".")
    if len(part) <= LONGEST_PART or not dot or len(ending) > 10:
        return part[:LONGEST_PART]
    return f"{stem[: LONGEST_PART - len(ending) - 1]}.{ending}"


def _info(item: Item, names: Names) -> ZipInfo:
    made = max(item.made_at.astimezone(PARIS).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    info = ZipInfo(names.of(item.path), min(made, (2107, 12, 31, 23, 59, 58)))
    # Films too: a file that is only stored has to say its size before it, and we do not know it.
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class _Sink(io.RawIOBase):
    """Where the zip is written: a file that cannot go back, emptied as it fills."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes, /) -> int:  # type: ignore[override]
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> Iterator[bytes]:
        """What came since last time."""
        pieces, self._pieces = self._pieces, []
        content = b"".join(pieces)
        if content:
            yield content
