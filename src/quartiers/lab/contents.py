"""JupyterLab's own writing of files, whole and for good.

Stock Jupyter empties the file before it writes: a power cut in between leaves nothing.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from quartiers.durable import whole

READABLE = 0o644


class DurableFiles(AsyncLargeFileManager):
    """The stock manager, but for how a file takes its place."""

    @contextmanager
    def atomic_writing(
        self, os_path: str, text: bool = True, encoding: str = "utf-8", **_options: object
    ) -> Iterator[IO[Any]]:
        """A file to write; where a link leads is written, as the stock one does."""
        place = Path(os_path).resolve()
        with self.perm_to_403(os_path), whole(place, mode_of(place)) as file:
            if not text:
                yield file
                return
            words = io.TextIOWrapper(file, encoding, newline="\n")
            try:
                yield words
            finally:
                words.detach()


def mode_of(file: Path) -> int:
    """The mode of a file that is there; that of a new one otherwise."""
    return stat.S_IMODE(file.stat().st_mode) if file.exists() else READABLE
