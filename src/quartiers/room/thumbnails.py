"""Small pictures, each made once: a page of sixty costs a few processes, and the next one none."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from quartiers.room.homes import Unreadable
from quartiers.room.one_each import OneEach
from quartiers.room.slow import in_slow_thread

MOST_BYTES = 16_000_000
MOST_KEPT = 4_000
MOST_TOGETHER = 20
MOST_BYTES_TOGETHER = 30_000_000
AT_ONCE = 2

Shrink = Callable[[Sequence[bytes]], list[bytes | None]]


@dataclass(frozen=True)
class Source:
    """A picture to shrink; `key` changes with its content, `read` may raise Unreadable."""

    key: Hashable
    read: Callable[[], bytes] = field(compare=False)


class Thumbnails:
    """The small pictures made lately, up to `most_bytes`."""

    def __init__(self, shrink: Shrink, most_bytes: int = MOST_BYTES) -> None:
        """`shrink` may block: it is called in a thread."""
        self._shrink = shrink
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, bytes | None] = OrderedDict()
        self._size = 0
        self._making = OneEach(AT_ONCE)

    async def get(self, owner: str, wanted: Source, others: Callable[[], list[Source]]) -> bytes:
        """A PNG. Unreadable when it is none.

        `others` of the same owner, which are likely to be asked for next, are made with it.
        """
        if wanted.key not in self._kept:
            async with self._making.of(owner):
                if wanted.key not in self._kept:
                    await self._make(wanted, others)
        if wanted.key in self._kept:
            self._kept.move_to_end(wanted.key)
        small = self._kept.get(wanted.key)
        if small is None:
            raise Unreadable("no picture")
        return small

    async def _make(self, wanted: Source, others: Callable[[], list[Source]]) -> None:
        following = await asyncio.to_thread(others)
        new = [one for one in following if one.key not in self._kept and one.key != wanted.key]
        sources, small = await in_slow_thread(self._made, [wanted, *new][:MOST_TOGETHER])
        for source, content in zip(reversed(sources), reversed(small), strict=True):
            self._keep(source.key, content)  # the one that is wanted comes last, and stays longest

    def _made(self, sources: Iterable[Source]) -> tuple[list[Source], list[bytes | None]]:
        """As many as fit in memory together, the first one whatever it weighs."""
        found: list[Source] = []
        contents: list[bytes] = []
        for source in sources:
            try:
                content = source.read()
            except Unreadable:
                content = b""
            if found and sum(map(len, contents)) + len(content) > MOST_BYTES_TOGETHER:
                break
            found.append(source)
            contents.append(content)
        return found, self._shrink(contents)

    def _keep(self, key: Hashable, content: bytes | None) -> None:
        before = self._kept.pop(key, None)
        self._kept[key] = content
        self._size += len(content or b"") - len(before or b"")
        while len(self._kept) > 1 and (self._size > self._most or len(self._kept) > MOST_KEPT):
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone or b"")
