"""Write pictures as an animated GIF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image

VISIBLE = 320  # pixels: smaller films are enlarged, in sharp squares


def encode(images: Sequence[Image.Image], ips: float) -> bytes:
    """The bytes of a GIF that loops for ever; durations add up to len(images) / ips seconds."""
    times = max(1, VISIBLE // images[0].width)
    size = images[0].width * times, images[0].height * times
    frames = [few_colours(image).resize(size, Image.Resampling.NEAREST) for image in images]
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=durations(len(frames), ips),
        loop=0,
    )
    return buffer.getvalue()


def few_colours(image: Image.Image) -> Image.Image:
    """At most 128 colours, without dots: smaller files and calmer flat areas."""
    return image.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def durations(count: int, ips: float) -> list[int]:
    """Milliseconds of each picture. GIF counts in hundredths: the rests are spread, not lost."""
    marks = [round(place * 100 / ips) * 10 for place in range(count + 1)]
    return [max(20, end - start) for start, end in pairwise(marks)]
