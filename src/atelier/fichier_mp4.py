"""Write pictures and a sound as an MP4 file (H.264, AAC), with PyAV."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from PIL import Image

from atelier.sons import TAUX, Son

VISIBLE = 320  # pixels: smaller films are enlarged
QUALITY = "23"  # x264's own scale: 0 perfect, 51 worst


def encode(images: Sequence[Image.Image], ips: float, son: Son | None) -> bytes:
    """The bytes of the film."""
    import av  # slow to import: only those who make films pay for it

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", options={"fflags": "+bitexact"}) as file:
        picture_stream = add_pictures(file, size_of(images[0]), ips)
        sound_stream: Any = None if son is None else file.add_stream("aac", rate=TAUX)
        if sound_stream is not None:
            sound_stream.layout = "mono"
            sound_stream.bit_rate = 64_000
        for image in images:
            scaled = np.asarray(image.resize(size_of(image), Image.Resampling.BICUBIC))
            frame = av.VideoFrame.from_ndarray(scaled, format="rgb24")
            file.mux(picture_stream.encode(frame))
        file.mux(picture_stream.encode(None))
        if sound_stream is not None and son is not None and len(son):
            for frame in sound_frames(son):
                file.mux(sound_stream.encode(frame))
            file.mux(sound_stream.encode(None))
    return buffer.getvalue()


def add_pictures(file: Any, size: tuple[int, int], ips: float) -> Any:
    """The H.264 stream of an open file."""
    rate = Fraction(ips).limit_denominator(1000)
    stream = file.add_stream("libx264", rate=rate)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"  # what every browser and phone reads
    # One thread: thirty learners share two cores, and the same film gives the same bytes.
    stream.options = {"crf": QUALITY, "preset": "veryfast", "threads": "1"}
    return stream


def size_of(image: Image.Image) -> tuple[int, int]:
    """The size in the file: enlarged when tiny, and even as H.264 asks."""
    times = max(1, VISIBLE // image.width)
    return even(image.width * times), even(image.height * times)


def even(length: int) -> int:
    return max(2, length - length % 2)


def sound_frames(son: Son, size: int = 1024) -> list[Any]:
    """The sound cut into an encoder's frames (AAC: 1024 numbers each)."""
    import av

    whole = av.AudioFrame.from_ndarray(
        np.clip(son, -1, 1).astype(np.float32)[np.newaxis, :], format="fltp", layout="mono"
    )
    whole.sample_rate = TAUX
    whole.pts = 0
    cutter = av.AudioResampler(format="fltp", layout="mono", rate=TAUX, frame_size=size)
    return [*cutter.resample(whole), *cutter.resample(None)]
