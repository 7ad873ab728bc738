"""What is being sent to the room: it goes to disk in pieces, under a ceiling for each and for all.

A body in memory would let anybody who sends slowly keep it there, and one learner could send as
many as they like. The files have no name: whatever happens, nothing of them is left over.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from quartiers.kernels.disk.reserve import left_to_us

log = logging.getLogger(__name__)

PIECE = 256 * 1024
"""Bytes gathered in memory before they are written, in a thread: a disk may be slow."""
LEAST_ROOM = 50_000_000
"""Bytes that stay free on the disk, for the stores; the watch of the disk keeps much more."""


@dataclass
class Arrivals:
    """The bodies under way; `folder` is on the disk of the data, made when it is needed."""

    folder: Path
    most_for_each: int = 3
    most_bytes: int = 500_000_000
    size: int = 0
    _under_way: Counter[str] = field(default_factory=Counter)

    def expect(self, sender: str, limit: int) -> Body | None:
        """A place for one more body of at most `limit` bytes; None for somebody who has too many.

        It must be closed.
        """
        if self._under_way[sender] >= self.most_for_each:
            return None
        self._under_way[sender] += 1
        return Body(self, sender, limit)

    def makes_room_for(self, size: int) -> bool:
        """Whether so many more bytes may lie there; they are counted then."""
        if self.size + size > self.most_bytes:
            return False
        self.size += size
        return True

    def new_file(self) -> BinaryIO:
        """A file without name; OSError when the disk is nearly full."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = left_to_us(self.folder)
        if free < LEAST_ROOM:
            raise OSError(f"only {free} bytes are free")
        return tempfile.TemporaryFile(dir=self.folder)

    def forget(self, sender: str, size: int) -> None:
        """One body is gone."""
        self.size -= size
        self._under_way -= Counter({sender: 1})


class Body:
    """One body: `received` bytes came; all of them are kept unless `is_too_long` or `is_lost`."""

    def __init__(self, arrivals: Arrivals, sender: str, limit: int) -> None:
        """Nothing has come; `Arrivals.expect` has counted it."""
        self.received = 0
        self.is_lost = False
        self._arrivals, self._sender, self._limit = arrivals, sender, limit
        self._waiting = bytearray()
        self._file: BinaryIO | None = None
        self._counted = 0
        self._is_closed = False

    @property
    def is_too_long(self) -> bool:
        """Whether more came than the limit."""
        return self.received > self._limit

    async def take(self, chunk: bytes) -> None:
        """Keep what comes, up to the limit; the rest is only counted, to name the size."""
        self.received += len(chunk)
        if self._is_closed or self.is_too_long or self.is_lost:
            self._drop()
        elif self._arrivals.makes_room_for(len(chunk)):
            self._counted += len(chunk)
            self._waiting += chunk
            if len(self._waiting) >= PIECE:
                piece, self._waiting = self._waiting, bytearray()
                await asyncio.to_thread(self._write, piece)
        else:
            log.warning("%d bytes are under way: one more body is not kept", self._arrivals.size)
            self.is_lost = True
            self._drop()

    def read(self) -> bytes:
        """All that was kept; to be called in a thread, and with a turn, since it takes memory."""
        if self._file is None:
            return bytes(self._waiting)
        self._file.seek(0)
        return self._file.read() + bytes(self._waiting)

    def close(self) -> None:
        """Forget it all; twice is once."""
        if not self._is_closed:
            self._is_closed = True
            self._drop()
            self._arrivals.forget(self._sender, self._counted)

    def _write(self, piece: bytearray) -> None:
        try:
            if self._file is None:
                self._file = self._arrivals.new_file()
            self._file.write(piece)
        except (OSError, ValueError):  # no place; or closed meanwhile
            log.exception("a body could not be kept on the way")
            self.is_lost = True

    def _drop(self) -> None:
        self._waiting.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
