"""What phones, computers and recorders make is taken; what is damaged gives what is left of it."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Callable
from html import unescape
from typing import Any

import media_files as made
import numpy as np
import pytest
from PIL import Image

from quartiers.room.media.convert import convert
from quartiers.room.media.intake import SENTENCES
from quartiers.room.media.refusals import Refused

RED, TEAL = (254, 0, 0), (0, 128, 128)

PHOTOS: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: made.saved(made.scene(), "JPEG", quality=95),
    "progressive JPEG": lambda: made.saved(made.scene(), "JPEG", progressive=True, quality=95),
    "CMYK JPEG": lambda: made.saved(made.scene().convert("CMYK"), "JPEG", quality=95),
    "JPEG without its last two bytes": lambda: made.saved(made.scene(), "JPEG", quality=95)[:-2],
    "JPEG with bytes behind": lambda: made.saved(made.scene(), "JPEG", quality=95) + bytes(99),
    "two pictures of one phone": lambda: made.saved(
        made.scene(), "MPO", save_all=True, append_images=[made.scene(40, 20)], quality=95
    ),
    "PNG of a palette": lambda: made.saved(made.scene().quantize(8), "PNG"),
    "PNG of a palette with holes": lambda: made.saved(
        made.scene().quantize(8), "PNG", transparency=7
    ),
    "WebP": lambda: made.saved(made.scene(), "WEBP", lossless=True),
    "AVIF": lambda: made.saved(made.scene(), "AVIF", quality=95),
    "GIF": lambda: made.saved(made.scene(), "GIF"),
    "animated GIF": lambda: made.saved(
        made.scene(), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 200), "blue")]
    ),
    "BMP": lambda: made.saved(made.scene(), "BMP"),
}
SOUNDS: dict[str, Callable[[], bytes]] = {
    "AAC": lambda: made.sound("adts", "aac"),
    "M4A": lambda: made.sound("ipod", "aac"),
    "ALAC": lambda: made.sound("ipod", "alac"),
    "AMR": lambda: made.sound("amr", "libopencore_amrnb", 8_000),
    "3GP": lambda: made.sound("3gp", "libopencore_amrnb", 8_000),
    "WebM": lambda: made.sound("webm", "libopus", 48_000),
    "Opus": lambda: made.sound("ogg", "libopus", 48_000),
    "FLAC": lambda: made.sound("flac", "flac"),
    "CAF": lambda: made.sound("caf", "pcm_s16le"),
    "AIFF": lambda: made.sound("aiff", "pcm_s16be"),
    "MP3": lambda: made.sound("mp3", "libmp3lame"),
    "stereo MP3": lambda: made.sound("mp3", "libmp3lame", layout="stereo"),
    "MP3 damaged in the middle": lambda: made.damaged_in_the_middle(
        made.sound("mp3", "libmp3lame")
    ),
    "MP3 under a label": lambda: b"ID3\3\0\0\0\0\0\x0a" + bytes(10) + made.sound("mp3", "mp3"),
    "AAC under a label": lambda: b"ID3\3\0\0\0\0\0\x0a" + bytes(10) + made.sound("adts", "aac"),
    "WAV of 24 bits": lambda: made.wav(24),
    "WAV of 32 bits": lambda: made.wav(32),
    "WAV of 8 kHz": lambda: made.wav(16, 8_000),
    "WAV of six channels": lambda: made.wav(16, channels=6),
    "WAV that lies about its length": lambda: made.wav(16, size=2**32 - 1),
    "film in H.264": lambda: made.sound("mp4", "aac", video="libx264"),
    "film in HEVC": lambda: made.sound("mov", "aac", video="libx265"),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_of_any_of_these_kinds_keeps_its_colours(name: str) -> None:
    suffix, data = convert(PHOTOS[name]())
    assert suffix == ".png"
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (400, 200)
        colours = picture.convert("RGB")
        for place, wanted in (((50, 50), RED), ((300, 50), TEAL)):
            found = colours.getpixel(place)
            assert isinstance(found, tuple)
            assert np.allclose(found, wanted, atol=12), name


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_of_any_of_these_kinds_keeps_its_pitch(name: str) -> None:
    suffix, data = convert(SOUNDS[name]())
    assert suffix == ".wav"
    samples = heard(data)
    assert 1.7 < len(samples) / 22_050 < 2.2
    spectrum = np.abs(np.fft.rfft(samples))
    assert abs(np.argmax(spectrum) * 22_050 / len(samples) - 440) < 5


def heard(data: bytes) -> Any:
    with wave.open(io.BytesIO(data)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_sixteen_bits_of_grey_keep_their_greys() -> None:
    with Image.open(io.BytesIO(convert(made.grey16())[1])) as picture:
        row = [picture.convert("L").getpixel((x, 9)) for x in range(256)]
    assert row == pytest.approx(list(range(256)), abs=1)


@pytest.mark.parametrize("size", [(16_000, 4_000), (12_000, 9_000)])
def test_a_panorama_is_decoded_small(size: tuple[int, int]) -> None:
    big = made.saved(Image.new("RGB", size, "olive"), "JPEG", quality=30)
    with Image.open(io.BytesIO(convert(big)[1])) as picture:
        assert max(picture.size) == 640


def test_a_sound_that_becomes_stereo_goes_on() -> None:
    both = made.sound("mp3", "libmp3lame") + made.sound("mp3", "libmp3lame", 48_000, "stereo")
    assert 3.8 < len(heard(convert(both)[1])) / 22_050 < 4.3


def test_of_a_very_long_sound_the_first_seconds_are_kept() -> None:
    assert len(heard(convert(made.sound("mp3", "libmp3lame", seconds=300))[1])) == 20 * 22_050


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_an_upright_phone_gives_an_upright_photo(kind: str) -> None:
    _, data = convert(made.saved(made.scene(), kind, exif=made.turned()))
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (200, 400)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (made.saved(made.noisy(), "JPEG")[:50_000], "coupee"),
        (made.saved(made.noisy(), "PNG")[:20_000], "coupee"),
        (made.silent_film(), "film"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(200), "heic"),
    ],
)
def test_what_cannot_be_taken_says_why(content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=f"^{why}$"):
        convert(content)
    assert why in SENTENCES


def test_hostile_files_get_a_kind_sentence_from_the_page(salle: Any) -> None:
    learner = salle.learner()
    inside = salle.inside(learner, salle.seance())
    home = salle.room.settings.home(learner.id)
    home.mkdir(parents=True)
    for name, content in made.hostile().items():
        token = re.search(r'_xsrf=([^"]+)"', inside.get("medias").text)
        assert token
        address = f"{inside.address}medias?_xsrf={token[1]}"
        files = {"fichier": ("chat.jpg", content, "image/jpeg")}
        answer = inside.session.post(address, files=files, timeout=60)
        page = unescape(answer.text)
        said = any(sentence in page for sentence in SENTENCES.values())
        assert said or answer.status_code == 200, f"{name}: {page}"
        assert SENTENCES["panne"] not in page, name
    kept = list((home / "mes_medias").iterdir()) if (home / "mes_medias").exists() else []
    assert all(path.stat().st_size < 2_000_000 for path in kept)
