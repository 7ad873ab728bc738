"""A sound, or that of a film, as a WAV of 20 seconds at most; what is damaged in it is skipped."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quartiers.room.media.refusals import Refused

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import InputContainer

RATE = 22_050  # Hz, as all sounds of the learners' library
LONGEST = 20  # seconds
MOST_FAULTS = 2_000
"""Damaged packets of one file: 20 seconds of MP3 are 800 packets."""


def wav_of(content: bytes, container: str) -> bytes:
    """A WAV, mono at 22 050 Hz. Refused `film` without sound in it, `abime` when none is heard."""
    return written(samples(content, container))


def samples(content: bytes, container: str) -> bytes:
    """The first 20 seconds as 16-bit mono samples."""
    import av

    out, most = bytearray(), RATE * LONGEST * 2
    with av.open(io.BytesIO(content), "r", format=container) as file:
        if not file.streams.audio:
            raise Refused("film" if file.streams.video else "abime")
        for piece in resampled(frames(file)):
            out += piece
            if len(out) >= most:
                break
    if not out:
        raise Refused("abime")
    return bytes(out[:most])


def frames(file: InputContainer) -> Iterator[AudioFrame]:
    """The frames of the first sound that can be decoded."""
    from av.error import EOFError as EndOfFile
    from av.error import FFmpegError

    packets, faults = file.demux(file.streams.audio[0]), 0
    while faults < MOST_FAULTS:
        try:
            packet = next(packets)
            yield from packet.decode()
        except (StopIteration, EndOfFile):
            return
        except FFmpegError:
            faults += 1


def resampled(found: Iterator[AudioFrame]) -> Iterator[bytes]:
    """Their samples, at our rate; a sound may change its rate or its channels on the way."""
    import av

    resampler, shape = None, None
    for frame in found:
        if shape != (frame.format.name, frame.layout.name, frame.sample_rate):
            if resampler is not None:
                yield from map(bytes_of, resampler.resample(None))
            shape = (frame.format.name, frame.layout.name, frame.sample_rate)
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        frame.pts = None  # damaged dates would be filled with silence, or refused
        assert resampler is not None
        yield from map(bytes_of, resampler.resample(frame))
    if resampler is not None:
        yield from map(bytes_of, resampler.resample(None))


def bytes_of(frame: AudioFrame) -> bytes:
    """The samples of a 16-bit mono frame; a plane is padded."""
    return bytes(frame.planes[0])[: frame.samples * 2]


def written(data: bytes) -> bytes:
    """The samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data)
    return out.getvalue()
