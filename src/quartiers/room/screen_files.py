"""JupyterLab's own files, once for everybody: a computer keeps them for whoever sits down next.

From learners' own servers, these files would have addresses with a learner's name in them: a shared
computer would download them again for each. Here they come from a trusted process, outside
`/user/`: no learner's server can answer in its place, and learners cannot write these folders.
Nothing is kept in memory: files are read from the disk piece by piece.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from tornado.web import StaticFileHandler

from quartiers.room.base import Safe

JUPYTER = Path(sys.prefix) / "share" / "jupyter"
OURS = Path(__file__).resolve().parents[1] / "lab" / "labextension"
A_YEAR = 31_536_000
HASHED = re.compile(r"(^|[./])[0-9a-f]{16,}\.\w+$")  # webpack names a file after its content
STARTS = 4  # files begun at each turn of the loop: the board and the pages come in between
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))")


def routes() -> list[tuple[str, type[ScreenFile], dict[str, Any]]]:
    """Below the room's prefix; of an extension, only what browsers load."""
    extensions = JUPYTER / "labextensions"
    return [
        ("ecran/lab/(.+)", ScreenFile, {"path": str(JUPYTER / "lab" / "static")}),
        ("ecran/extensions/(quartiers-lab/static/.+)", ScreenFile, {"path": str(OURS)}),
        (r"ecran/extensions/((?:@[^/]+/)?[^/]+/static/.+)", ScreenFile, {"path": str(extensions)}),
    ]


class ScreenFile(StaticFileHandler, Safe):
    """One file, compressed when set-up has done it; for good when its name holds its hash."""

    _type = ""

    async def prepare(self) -> None:
        """Wait for one's turn to begin; nothing is held while a slow computer reads."""
        turns = self.settings.setdefault("screen_turns", asyncio.Semaphore(STARTS))
        async with turns:
            await asyncio.sleep(0)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """The file, or its compressed twin if the browser takes it."""
        found = super().validate_absolute_path(root, absolute_path)
        if found is None:
            return None
        self._type = self._type_of(found)
        twin = compressed_twin(Path(found))
        if twin is None:
            return found
        self.set_header("Vary", "Accept-Encoding")
        if not GZIP.search(self.request.headers.get("Accept-Encoding", "")):
            return found
        self.set_header("Content-Encoding", "gzip")
        del self._stat_result  # Tornado's, of the file that is not sent
        return str(twin)

    def get_content_type(self) -> str:
        """The file's own, not that of its compressed twin."""
        return self._type

    def set_extra_headers(self, path: str) -> None:
        """A name with a hash is kept for good; any other is asked for again, and answered 304."""
        kept = f"public, max-age={A_YEAR}, immutable" if HASHED.search(path) else "no-cache"
        self.set_header("Cache-Control", kept)

    def _type_of(self, path: str) -> str:
        self.absolute_path = path
        return super().get_content_type()


def compressed_twin(file: Path) -> Path | None:
    """`<file>.gz`, if it was made from this very file: it then bears its date, to the second."""
    twin = file.with_name(f"{file.name}.gz")
    try:
        same = int(twin.stat().st_mtime) == int(file.stat().st_mtime)
    except FileNotFoundError:
        return None
    return twin if same else None
