"""JupyterLab's files compressed once and for all, each beside its original.

gzip only: browsers refuse brotli over plain http, which is what a room without Internet speaks.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

from quartiers.durable import whole
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress

WORTH_IT = {".css", ".eot", ".js", ".json", ".svg", ".ttf"}
SMALLEST = 1000  # bytes: under it, nothing is won


def compress_screen(place: Place, progress: Progress) -> None:
    """Compress all that the learners' browsers may load."""
    files = list(screen_files(place))
    for number, file in enumerate(files):
        progress.share(number, len(files))
        compress(file)


def screen_files(place: Place) -> Iterator[Path]:
    """What is worth compressing among JupyterLab's files, its extensions', and ours."""
    jupyter = place.venv / "share" / "jupyter"
    ours = place.root / "src/quartiers/lab/labextension"
    for folder in (jupyter / "lab/static", jupyter / "labextensions", ours):
        for file in sorted(folder.rglob("*")):
            if file.suffix in WORTH_IT and file.stat().st_size >= SMALLEST:
                yield file


def compress(file: Path) -> None:
    """Write `<file>.gz` with the date of its original: so one knows later what it was made from."""
    date = file.stat().st_mtime
    twin = file.with_name(f"{file.name}.gz")
    if twin.exists() and twin.stat().st_mtime == date:
        return
    with whole(twin, 0o644) as unfinished:
        unfinished.write(gzip.compress(file.read_bytes(), mtime=0))
    os.utime(twin, (date, date))
