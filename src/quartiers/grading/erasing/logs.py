"""Takes names out of logs that other programs are still writing to."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from pathlib import Path

STAR = b"*"


def blot_out(log: Path, words: Iterable[bytes]) -> int:
    """Write stars over these words wherever a file holds them, letter by letter; how many.

    Nothing moves: whoever writes at the end of the file notices nothing.
    """
    if log.is_symlink() or not log.is_file() or log.stat().st_size == 0:
        return 0
    with log.open("r+b") as file, mmap.mmap(file.fileno(), 0) as text:
        found = sum(_blot(text, word) for word in words)
        text.flush()
    return found


def _blot(text: mmap.mmap, word: bytes) -> int:
    times, place = 0, text.find(word)
    while place >= 0:
        text[place : place + len(word)] = STAR * len(word)
        times, place = times + 1, text.find(word, place)
    return times
