"""Write a sound as a WAV file, 16 bits, one channel, 22050 numbers a second."""

from __future__ import annotations

import io
import wave

import numpy as np

from atelier.sons import TAUX, Son


def wav_bytes(son: Son) -> bytes:
    """The file's bytes. What is louder than 1 is cut at 1, as a loudspeaker would."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(TAUX)
        file.writeframes(integers(son).tobytes())
    return buffer.getvalue()


def integers(son: Son) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """The sound as whole numbers from -32767 to 32767."""
    return np.round(np.clip(son, -1, 1) * 32767).astype("<i2")
