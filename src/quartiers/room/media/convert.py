"""`python -m quartiers.room.media.convert STEM FOLDER`: a photo or a sound, made ours.

Reads the bytes on its standard input and keeps pixels or samples only, in a new file of FOLDER;
answers one line of JSON, `{"file": …}` or `{"refused": …}`. Runs between walls, as the learner:
whatever hides in a file can take no more than the learner already has.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import wave
from collections.abc import Callable
from itertools import count
from pathlib import Path

from quartiers.durable import write_new

LARGEST_SIDE = 640  # pixels
MOST_PIXELS = 60_000_000  # what today's phones take
RATE = 22_050  # Hz, as all sounds of the learners' library
LONGEST = 20  # seconds
MOST_FILES = 60
A_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Refused(Exception):
    """The file cannot be taken: `genre`, `taille` or `plein`."""


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
    how = converter(content)
    if how is None:
        raise Refused("genre")
    try:
        return how(content)
    except Refused:
        raise
    except Exception as reason:  # libraries that decode raise their own kinds, and many
        raise Refused("genre") from reason


def converter(content: bytes) -> Callable[[bytes], tuple[str, bytes]] | None:
    """How to read these bytes, by their first ones; names and declared types prove nothing."""
    if content[:3] == b"\xff\xd8\xff" or content[:8] == b"\x89PNG\r\n\x1a\n":
        return picture
    if content[:4] == b"RIFF":
        return {b"WEBP": picture, b"WAVE": sound("wav")}.get(content[8:12])
    if content[:4] == b"OggS":
        return sound("ogg")
    if content[4:8] == b"ftyp":
        return sound("mov")
    if content[:3] == b"ID3" or (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        return sound("mp3")
    return None


def picture(content: bytes) -> tuple[str, bytes]:
    """A PNG of at most 640 pixels a side, upright, with nothing but its pixels."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # we count for ourselves, before decoding
    out = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as file:
        if file.width * file.height > MOST_PIXELS:
            raise Refused("taille")
        file.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))  # a JPEG decodes small at once
        upright = ImageOps.exif_transpose(file)
        pixels = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    pixels.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    bare.save(out, "PNG")
    return ".png", out.getvalue()


def sound(container: str) -> Callable[[bytes], tuple[str, bytes]]:
    """How to read a sound in this container."""

    def read(content: bytes) -> tuple[str, bytes]:
        return ".wav", wav(samples(content, container))

    return read


def samples(content: bytes, container: str) -> bytes:
    """The first 20 seconds as 16-bit mono samples."""
    import av

    out = bytearray()
    most = RATE * LONGEST * 2
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(io.BytesIO(content), "r", format=container) as file:
        if not file.streams.audio:
            raise Refused("genre")
        for frame in file.decode(file.streams.audio[0]):
            for piece in resampler.resample(frame):
                out += bytes(piece.planes[0])[: piece.samples * 2]
            if len(out) >= most:
                break
    if not out:
        raise Refused("genre")
    return bytes(out[:most])


def wav(data: bytes) -> bytes:
    """The samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data)
    return out.getvalue()


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
