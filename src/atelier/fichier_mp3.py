"""Write a sound as an MP3 file, one channel, with PyAV."""

from __future__ import annotations

import io

from atelier.fichier_mp4 import sound_frames
from atelier.sons import TAUX, Son

BITS = 48_000  # a second: clear for notes and voices at this rate


def encode(son: Son) -> bytes:
    """The file's bytes, about 6 kB a second."""
    import av  # slow to import: only for long sounds

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=TAUX)
        stream.layout = "mono"
        stream.format = "fltp"
        stream.bit_rate = BITS
        for frame in sound_frames(son, size=576):
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return buffer.getvalue()
