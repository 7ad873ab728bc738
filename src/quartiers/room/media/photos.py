"""A photo as a small upright PNG: its pixels, and nothing else that the file said."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quartiers.room.media.refusals import Refused

if TYPE_CHECKING:
    from PIL import Image

LARGEST_SIDE = 640  # pixels
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP")
MOST_PIXELS = 60_000_000
MOST_JPEG_PIXELS = 210_000_000  # the largest sensors of today; a JPEG is decoded small at once
JPEG_END = b"\xff\xd9"
LOST_ROWS = 0.04  # of the height: beyond, a photo is told to be cut


def png_of(content: bytes) -> bytes:
    """A PNG of at most 640 pixels a side, upright. Refused `taille` or `coupee`; or any exception
    of Pillow on a file that is none.
    """
    pixels = decoded(content)
    out = io.BytesIO()
    bare(pixels).save(out, "PNG")
    return out.getvalue()


def decoded(content: bytes) -> Image.Image:
    """The first picture of a file, upright and small."""
    try:
        return _decoded(content)
    except OSError as reason:
        if "truncated" not in str(reason) and "premature" not in str(reason).lower():
            raise
        if not content.startswith(b"\xff\xd8"):
            raise Refused("coupee") from reason
    pixels = _decoded(content + JPEG_END)  # what is missing is filled with one colour
    if lost_rows(pixels) > max(1, LOST_ROWS * pixels.height):
        raise Refused("coupee")
    return pixels


def _decoded(content: bytes) -> Image.Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we count for ourselves, before decoding
    with Image.open(io.BytesIO(content), formats=FORMATS) as file:
        if file.width * file.height > most_pixels(file):
            raise Refused("taille")
        file.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
        pixels = in_colours(upright(file))
    pixels.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    return pixels


def most_pixels(file: Image.Image) -> int:
    """How many pixels of this format the memory of the conversion holds."""
    small_at_once = file.format in ("JPEG", "MPO") and not file.info.get("progressive")
    return MOST_JPEG_PIXELS if small_at_once else MOST_PIXELS


def upright(file: Image.Image) -> Image.Image:
    """As it was seen when it was taken; as it is when what the file says of that is damaged."""
    from PIL import ImageOps

    file.load()
    try:
        return ImageOps.exif_transpose(file)
    except Exception:  # Pillow has no kind of its own for a damaged label
        return file.copy()


def in_colours(picture: Image.Image) -> Image.Image:
    """Eight bits a colour, with transparency if there is some."""
    if picture.mode.startswith("I"):  # sixteen bits of grey, which Pillow would cut at 255
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def lost_rows(pixels: Image.Image) -> int:
    """The rows at the bottom that are all of one and the same colour."""
    raw, width = pixels.convert("RGB").tobytes(), pixels.width * 3
    last = raw[-3:] * pixels.width
    rows = 0
    while rows < pixels.height and raw[len(raw) - (rows + 1) * width :][:width] == last:
        rows += 1
    return rows


def bare(pixels: Image.Image) -> Image.Image:
    """The same without what Pillow would write beside the pixels."""
    from PIL import Image

    copy = Image.new(pixels.mode, pixels.size)
    copy.paste(pixels)
    return copy
