"""Sends a learner's work: in a sandbox, by parts when a player asks, one piece in memory at a time.

Whoever reads slowly, or not at all, holds a piece and not the whole file.
"""

from __future__ import annotations

import os
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import quote

from tornado.iostream import StreamClosedError

from quartiers.room.base import Safe, in_thread
from quartiers.room.headers import SANDBOX
from quartiers.room.ranges import BeyondTheEnd, asked_part

PIECE = 256 * 1024


async def send_work(page: Safe, file: BinaryIO, media_type: str, save_as: str = "") -> None:
    """Answer with an open work; `save_as` is the name under which the browser saves it, if so."""
    found = os.fstat(file.fileno())
    size = found.st_size
    page.set_header("Content-Type", media_type)
    page.set_header("Content-Security-Policy", SANDBOX)
    page.set_header("Cache-Control", "private, no-cache")
    page.set_header("Accept-Ranges", "bytes")
    page.set_header("Etag", f'"{found.st_ino:x}-{found.st_mtime_ns:x}-{size:x}"')
    if save_as:
        page.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(save_as)}")
    try:
        part = asked_part(page.request.headers.get("Range", ""), size)
    except BeyondTheEnd:
        page.set_status(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        page.set_header("Content-Range", f"bytes */{size}")
        page.finish()
        return
    if part is None and page.check_etag_header():
        page.set_status(HTTPStatus.NOT_MODIFIED)
        page.finish()
        return
    if part is not None:
        page.set_status(HTTPStatus.PARTIAL_CONTENT)
        page.set_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}")
    await pour(page, file, part or slice(0, size))


async def pour(page: Safe, file: BinaryIO, part: slice) -> None:
    """Send this part of an open file; the next piece is read when the last one has left."""
    left = part.stop - part.start
    page.set_header("Content-Length", str(left))
    await in_thread(file.seek, part.start)
    try:
        while left > 0:
            piece = await in_thread(file.read, min(PIECE, left))
            if not piece:  # cut short meanwhile: half a work must not look whole
                page.detach().close()
                return
            left -= len(piece)
            page.write(piece)
            await page.flush()
        page.finish()
    except StreamClosedError:
        return
