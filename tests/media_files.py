"""Photos and sounds as phones make them, and as somebody hostile would: all made here."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from typing import Any

import av
import numpy as np
from PIL import Image


def scene(width: int = 400, height: int = 200) -> Image.Image:
    """Red at the top left, yellow at the bottom right, teal elsewhere."""
    picture = Image.new("RGB", (width, height), "teal")
    picture.paste("red", (0, 0, width // 2, height // 2))
    picture.paste("yellow", (width // 2, height // 2, width, height))
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a picture file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def noisy() -> Image.Image:
    """A picture that does not compress well, with nothing of one colour."""
    return scene(1600, 1200).effect_spread(40)


def turned() -> Image.Exif:
    """The label of a phone that was held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def grey16() -> bytes:
    """A PNG from black to white in 16 bits."""
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (64, 1))
    return saved(Image.fromarray(ramp), "PNG")


def tone(seconds: float, rate: int, pitch: float = 440.0) -> Any:
    """Samples from -1 to 1, at half of the loudest."""
    return 0.5 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)


def sound(
    container: str,
    codec: str,
    rate: int = 44_100,
    layout: str = "mono",
    seconds: float = 2,
    video: str = "",
) -> bytes:
    """A 440 Hz tone in a file of this container; `video` adds a film of this codec."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream: Any = file.add_stream(codec, rate=rate, layout=layout)
        film: Any = file.add_stream(video, rate=10) if video else None
        if film is not None:
            film.width, film.height, film.pix_fmt = 64, 128, "yuv420p"
            for number in range(10):
                picture = av.VideoFrame.from_image(scene(64, 128))
                picture.pts = number
                file.mux(film.encode(picture))
            file.mux(film.encode(None))
        samples = (tone(seconds, rate) * 32767).astype(np.int16)
        spread = np.repeat(samples, 1 if layout == "mono" else 2)[None, :]
        frame = av.AudioFrame.from_ndarray(spread, format="s16", layout=layout)
        frame.sample_rate = rate
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def silent_film() -> bytes:
    """An MP4 without sound."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        film: Any = file.add_stream("libx264", rate=10)
        film.width, film.height, film.pix_fmt = 64, 128, "yuv420p"
        for _ in range(5):
            file.mux(film.encode(av.VideoFrame.from_image(scene(64, 128))))
        file.mux(film.encode(None))
    return out.getvalue()


def wav(bits: int, rate: int = 48_000, channels: int = 1, size: int | None = None) -> bytes:
    """A WAV written by hand; `size` is what it says of itself, true or not."""
    values = np.repeat(tone(2, rate), channels)
    if bits == 24:
        raw = (values * 8_388_607).astype("<i4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    elif bits == 32:
        raw = values.astype("<f4").tobytes()
    else:
        raw = (values * 32_767).astype("<i2").tobytes()
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", 3 if bits == 32 else 1, channels, rate, rate * block, block, bits)
    said = len(raw) if size is None else size
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", said)
    return b"RIFF" + struct.pack("<I", min(said + len(body), 2**32 - 1)) + body + raw


def damaged_in_the_middle(content: bytes, length: int = 400) -> bytes:
    """The same with noise in its middle."""
    noise = bytes(np.random.default_rng(1).integers(0, 256, length, dtype=np.uint8))
    middle = len(content) // 2
    return content[:middle] + noise + content[middle + length :]


def chunk(name: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of_size(width: int, height: int, *pieces: bytes, data: bytes = b"") -> bytes:
    """A PNG that says a size, with a few bytes of pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = data or zlib.compress(bytes(1000))
    end = chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(pieces) + end


def hostile() -> dict[str, bytes]:
    """Bombs, lies and half files, by what they are."""
    photo = saved(noisy(), "JPEG")
    bomb = zlib.compress(bytes(50_000_000), 9)
    start = photo.index(b"\xff\xc0")
    size = struct.pack(">HH", 65_500, 65_500)
    lying_webp = b"VP8X" + struct.pack("<I", 10) + b"\0" * 4 + b"\xff\xff\xff" * 2
    empty_film = struct.pack(">I", 24) + b"ftypisom" + bytes(12)
    quiet = io.BytesIO()
    with wave.open(quiet, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
    return {
        "a PNG of a billion pixels": png_of_size(40_000, 40_000),
        "a PNG bomb": png_of_size(7_000, 2_300, data=bomb),
        "a PNG with a bomb for colours": png_of_size(9, 9, chunk(b"iCCP", b"a\0\0" + bomb)),
        "a PNG with a bomb for words": png_of_size(9, 9, chunk(b"zTXt", b"a\0\0" + bomb)),
        "a PNG cut": saved(noisy(), "PNG")[:20_000],
        "a JPEG that lies about its size": photo[: start + 5] + size + photo[start + 9 :],
        "a JPEG cut": photo[: len(photo) // 3],
        "a JPEG of noise": photo[:700] + bytes(range(256)) * 200,
        "a WebP that lies": b"RIFF" + struct.pack("<I", 22) + b"WEBP" + lying_webp,
        "a WebP cut": saved(noisy(), "WEBP")[:5_000],
        "a GIF of four billion pixels": b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(3),
        "a BMP that lies": b"BM" + bytes(12) + struct.pack("<Iii", 40, 2**30, 2**30) + bytes(24),
        "an AVIF of nothing": struct.pack(">I", 24) + b"ftypavif" + bytes(12),
        "a WAV of nothing": quiet.getvalue(),
        "an MP3 of noise": b"\xff\xfb\x90\x64" + bytes(range(256)) * 300,
        "an MP4 of nothing": empty_film,
        "an MP4 whose box is endless": empty_film + struct.pack(">I", 1) + b"moov" + b"\x7f" * 500,
        "a WebM of noise": b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 50,
        "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "a page": b"<!doctype html><script>alert(1)</script>",
        "a program": b"\x7fELF" + bytes(200),
    }
