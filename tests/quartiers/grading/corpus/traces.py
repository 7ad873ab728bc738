"""Marks by which what a submission left behind is recognised afterwards."""

from __future__ import annotations

import contextlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

SLEEPER = "86399.25"
"""Seconds that processes of the corpus sleep: nobody else asks for exactly these."""
TRACE = "pixel-trace-du-corpus"
"""The beginning of the name of files that must not be there afterwards."""
PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/etc", "/usr/lib")


def sleepers() -> list[str]:
    """Command lines of processes of the corpus that are still there."""
    return [words for words in _command_lines() if SLEEPER in words]


def traces(*folders: Path) -> list[Path]:
    """Files of the corpus that are still there, in the usual places and these folders."""
    environment = [Path(sys.prefix), Path(sysconfig.get_path("purelib"))]
    flat = [*map(Path, PLACES), *environment, Path.home()]
    return [*_named(flat, f"{TRACE}*"), *_named(folders, f"**/{TRACE}*")]


def _named(folders: Iterable[Path], pattern: str) -> list[Path]:
    return [found for folder in folders for found in folder.glob(pattern)]


def _command_lines() -> Iterator[str]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                yield (
                    (folder / "cmdline")
                    .read_bytes()
                    .replace(b"\0", b" ")
                    .decode("utf-8", "replace")
                )
