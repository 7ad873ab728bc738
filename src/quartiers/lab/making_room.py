"""Takes away what a runaway program left in the home, and never the learner's work.

Work is: notebooks and their versions, creations, photos and sounds, and the lessons' own files.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

KEPT_FOLDERS = frozenset({"creations", "mes_medias"})
KEPT_SUFFIXES = (".ipynb",)
HEAVY = 1_000_000
"""Bytes from which a file is worth asking for: a lesson's own files written by hand are lighter."""
MANY = 500
"""Files in one folder, from which all of them were made by a program."""
BLOCK = 512


def make_room(places: Iterable[Path], published: Path) -> int:
    """Remove the heavy files that are nobody's work, and those made by the hundred; bytes freed.

    The first of the places is the home. What cannot be removed is left; links are never followed.
    """
    freed = 0
    for number, place in enumerate(places):
        for path in list(leftovers(place, published if number == 0 else None)):
            with suppress(OSError):
                size = path.lstat().st_blocks * BLOCK
                path.unlink()
                freed += size
    return freed


def leftovers(place: Path, published: Path | None) -> Iterator[Path]:
    """The files to remove under a place; `published` None: nothing of a lesson can be in it."""
    for folder, names, files in os.walk(place):
        here = Path(folder)
        if here == place and published is not None:
            names[:] = [one for one in names if one not in KEPT_FOLDERS and not one.startswith(".")]
        own = [here / one for one in files if not _is_work(here / one, place, published)]
        many = len(own) > MANY
        yield from (one for one in own if many or _is_heavy(one))


def temporary(environ: Mapping[str, str], home: Path) -> list[Path]:
    """The learner's temporary folder, when it is not in the home, where it would be seen anyway."""
    place = Path(environ.get("TMPDIR", ""))
    return [place] if place.is_absolute() and place.is_dir() and place != home else []


def said(freed: int) -> str:
    """How much that was, for the learner."""
    if freed < HEAVY:
        return "Je n'ai rien trouvé de lourd à enlever. Appelle un animateur."
    return f"J'ai fait de la place : {round(freed / 1e6)} Mo. Ton travail est toujours là."


def _is_work(path: Path, place: Path, published: Path | None) -> bool:
    if published is None:
        return False
    inside = path.relative_to(place)
    return path.name.endswith(KEPT_SUFFIXES) or os.path.lexists(published / inside)


def _is_heavy(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_blocks * BLOCK >= HEAVY
