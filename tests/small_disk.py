"""A small disk of its own: an ext4 image, mounted in /tmp, that a test may fill."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(megabytes: int, *, for_root: int = 0) -> Iterator[Path]:
    """Its root, where anybody may pass; `for_root` is the percentage that only root may fill.

    Skips the test where this machine cannot mount any.
    """
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        pytest.skip("mounting a small disk needs root and mkfs.ext4")
    # pytest's own temporary folders are closed to the learners' accounts
    place = Path(tempfile.mkdtemp(prefix="disque-", dir="/tmp"))
    try:
        yield _mount(place, megabytes, for_root)
    finally:
        subprocess.run(["umount", "-l", place / "m"], check=False, capture_output=True)
        shutil.rmtree(place, ignore_errors=True)


def _mount(place: Path, megabytes: int, for_root: int) -> Path:
    place.chmod(0o711)
    image, root = place / "image", place / "m"
    root.mkdir()
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.ext4", "-q", "-m", str(for_root), image], check=True)
    mounted = subprocess.run(["mount", "-o", "loop", image, root], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no loop device here: {mounted.stderr.strip()}")
    root.chmod(0o711)
    return root
