"""Sends a learner's work: in a sandbox, and by parts when a player asks."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from quartiers.room.base import Safe
from quartiers.room.creations import Shown
from quartiers.room.headers import SANDBOX
from quartiers.room.ranges import BeyondTheEnd, asked_part


def send_work(page: Safe, shown: Shown, save_as: str = "") -> None:
    """Answer with a work; `save_as` is the name under which the browser saves it, if it must."""
    size = len(shown.content)
    page.set_header("Content-Type", shown.media_type)
    page.set_header("Content-Security-Policy", SANDBOX)
    page.set_header("Cache-Control", "private, no-cache")
    page.set_header("Accept-Ranges", "bytes")
    if save_as:
        page.set_header(
            "Content-Disposition", f"attachment; filename*=UTF-8''{quote(save_as, safe='')}"
        )
    try:
        part = asked_part(page.request.headers.get("Range", ""), size)
    except BeyondTheEnd:
        page.set_status(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        page.set_header("Content-Range", f"bytes */{size}")
        page.finish()
        return
    if part is not None:
        page.set_status(HTTPStatus.PARTIAL_CONTENT)
        page.set_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}")
    page.finish(shown.content if part is None else shown.content[part])
