"""`python -m quartiers.room.media.convert STEM FOLDER`: a photo or a sound, made ours.

Reads the bytes on its standard input and keeps pixels or samples only, in a new file of FOLDER;
answers one line of JSON, `{"file": …}` or `{"refused": …}`. Runs between walls, as the learner:
whatever hides in a file can take no more than the learner already has.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from itertools import count
from pathlib import Path

from quartiers.durable import write_new
from quartiers.room.media.kinds import HEIC, PHOTO, kind_of
from quartiers.room.media.photos import png_of
from quartiers.room.media.refusals import Refused
from quartiers.room.media.sounds import wav_of

MOST_FILES = 60
A_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def main(stem: str, folder: str) -> int:
    """Convert what comes in and say how it went."""
    content = sys.stdin.buffer.read()
    try:
        suffix, data = convert(content)
        answer = {"file": keep(folder, stem, suffix, data)}
    except Refused as reason:
        answer = {"refused": str(reason)}
    print(json.dumps(answer))
    return 0


def convert(content: bytes) -> tuple[str, bytes]:
    """The suffix and the bytes of what is kept; Refused for anything but a photo or a sound."""
    kind = kind_of(content)
    if kind is None or kind == HEIC:
        raise Refused(kind or "genre")
    try:
        return (".png", png_of(content)) if kind == PHOTO else (".wav", wav_of(content, kind))
    except Refused:
        raise
    except Exception as reason:  # libraries that decode raise their own kinds, and many
        raise Refused("abime") from reason


def keep(folder: str, stem: str, suffix: str, data: bytes) -> str:
    """Write a new file in a folder of the present one; the name it got. Nothing is replaced."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    place = os.open(folder, A_FOLDER)
    if len(os.listdir(place)) >= MOST_FILES:
        raise Refused("plein")
    for number in count(1):
        name = f"{stem if number == 1 else f'{stem}_{number}'}{suffix}"
        with contextlib.suppress(FileExistsError):
            write_new(Path(name), data, folder=place)
            return name
    raise AssertionError("count() never ends")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
