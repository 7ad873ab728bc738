"""Removes a folder whatever its owner made of it: closed, or deeper than any path can say."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

OPEN = 0o700


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all it holds; one that is not there is fine.

    Nothing outside is touched: links are removed, never followed. Nobody may be writing there.
    A folder is emptied into its root first, so that `shutil.rmtree`'s recursion has no say.
    """
    if not path.is_dir() or path.is_symlink():
        return path.unlink(missing_ok=True)
    numbers = count()
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        os.chmod(folder, OPEN)
        for entry in list(os.scandir(folder)):
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
            elif folder == path:
                waiting.append(Path(entry.path))
            else:
                os.chmod(entry.path, OPEN)  # moving a folder writes in it
                waiting.append(_raise_up(entry.path, path, numbers))
        if folder != path:
            folder.rmdir()
    path.rmdir()


def _raise_up(folder: str, root: Path, numbers: count[int]) -> Path:
    """Move a folder just below the root, under a name that is free."""
    while True:
        place = root / f".efface-{next(numbers)}"
        if not os.path.lexists(place):
            os.rename(folder, place)
            return place
