"""Looks for words through a whole folder: in names, in files, in databases and their logs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def traces(folder: Path, words: Iterable[str]) -> list[str]:
    """`path: word` for each word found in a path or in the bytes of a file, as UTF-8 or as JSON."""
    ways = {word: {word.encode(), escaped(word)} for word in words}
    found = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for word, written in ways.items():
            if word in name or any(way in content for way in written):
                found.append(f"{name}: {word}")
    return found


def escaped(word: str) -> bytes:
    """As `json.dumps` writes it, without its quotes."""
    return "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in word).encode()
