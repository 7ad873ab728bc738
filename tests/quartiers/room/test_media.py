"""My own photo or sound: shrunk and stripped, written safely, refused kindly."""

from __future__ import annotations

import asyncio
import io
import os
import re
import wave
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from atelier import photos
from quartiers.room.media.convert import convert
from quartiers.room.media.intake import (
    BANK,
    LARGEST_FILE,
    SENTENCES,
    NotTaken,
    stem_of,
    take_in,
)
from quartiers.room.media.pages import call_of, list_media, sent_file
from quartiers.room.media.refusals import Refused


def jpeg(turned: bool = True) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1  # orientation: the phone was upright
    exif[0x010F] = "PhoneOfSomebody"
    Image.new("RGB", (1600, 800), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def sound(seconds: float, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\x10\x20\x30\x40" * int(rate * seconds))
    return out.getvalue()


def m4a(seconds: float) -> bytes:
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("aac", rate=22050, layout="mono")
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.planes[0].update(bytes(4096))
        frame.sample_rate = 22050
        for number in range(int(22050 * seconds / 1024)):
            frame.pts = number * 1024
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "jeune"
    place.mkdir()
    return place


def take(home: Path, name: str, content: bytes) -> str:
    return asyncio.run(take_in(home, name, content))


def test_a_photo_is_upright_small_and_says_nothing_of_its_phone() -> None:
    suffix, data = convert(jpeg())
    assert suffix == ".png"
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (320, 640)
        assert dict(picture.getexif()) == {}
    assert b"PhoneOfSomebody" not in data


@pytest.mark.parametrize("content", [sound(2), sound(25), m4a(2)])
def test_a_sound_becomes_mono_at_22050_and_lasts_20_seconds_at_most(content: bytes) -> None:
    suffix, data = convert(content)
    assert suffix == ".wav"
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 22050)
        seconds = file.getnframes() / 22050
    assert abs(seconds - 2) < 0.2 or seconds == 20


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "genre"),
        (b"MZ" + bytes(99), "genre"),
        (b"<svg/>", "genre"),
        (b"BM, dit le chat, et il rit", "genre"),
        (jpeg()[:300], "abime|coupee"),
        (b"RIFF0000WAVE", "abime"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "heic"),
    ],
)
def test_what_is_neither_photo_nor_sound_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        convert(content)


def test_a_photo_lands_in_the_home_and_replaces_nothing(home: Path) -> None:
    assert take(home, "Été à Lille.JPG", jpeg()) == "ete_a_lille.png"
    assert take(home, "Été à Lille.JPG", jpeg()) == "ete_a_lille_2.png"
    kept = home / "mes_medias" / "ete_a_lille.png"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert Image.open(kept).size == (320, 640)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to give a home away")
def test_a_photo_belongs_to_the_owner_of_the_home(tmp_path: Path) -> None:
    home = Path(f"/tmp/pixel-essai-{os.getpid()}")
    home.mkdir(mode=0o700)
    os.chown(home, 234_567, 234_567)
    try:
        name = take(home, "a.jpg", jpeg())
        assert (home / "mes_medias" / name).stat().st_uid == 234_567
    finally:
        for path in (*home.glob("*/*"), *home.glob("*")):
            path.rmdir() if path.is_dir() else path.unlink()
        home.rmdir()


def test_a_folder_that_is_a_link_elsewhere_gets_nothing(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (home / "mes_medias").symlink_to(elsewhere)
    with pytest.raises(NotTaken):
        take(home, "a.jpg", jpeg())
    assert list(elsewhere.iterdir()) == []


def test_a_file_name_that_is_a_link_is_not_followed(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "cible"
    (home / "mes_medias").mkdir()
    (home / "mes_medias" / "a.png").symlink_to(target)
    assert take(home, "a.jpg", jpeg()) == "a_2.png"
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd", "ma_photo"),
        ("", "ma_photo"),
        ("日本.png", "ma_photo"),
        ("A b.c", "a_b"),
        ("Portrait.JPG", "portrait_a_moi"),
        ("grand place.png", "grand_place_a_moi"),
        ("mon portrait.jpg", "mon_portrait"),
    ],
)
def test_a_name_is_one_that_a_lesson_can_write(name: str, stem: str) -> None:
    assert stem_of(name).startswith(stem)
    assert re.fullmatch("[a-z0-9_]{1,30}", stem_of(name))


def test_no_file_takes_the_name_of_a_picture_of_the_bank() -> None:
    assert set(photos.NAMES) == BANK


def test_a_file_that_has_such_a_name_already_is_called_by_its_whole_name(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "mes_medias").mkdir()
    Image.new("RGB", (80, 60), "magenta").save(home / "mes_medias" / "portrait.png")
    monkeypatch.setattr(Path, "home", lambda: home)
    assert call_of("portrait.png") == 'photo("portrait.png")'
    assert photos.photo("portrait.png").size == (80, 60)
    assert (call_of("chat.png"), call_of("rire.wav")) == ('photo("chat")', "rire.wav")


def send(visitor: Any, page: str, path: str, content: bytes) -> Any:
    token = re.search(r'_xsrf=([^"]+)"', visitor.get(page).text)
    assert token
    files = {"fichier": ("vacances.jpg", content, "image/jpeg")}
    address = f"{visitor.address}{path}?_xsrf={token[1]}"
    return visitor.session.post(address, files=files, timeout=60)


def test_a_photo_comes_from_the_computer_or_from_a_phone(salle: Any) -> None:
    learner = salle.learner()
    inside = salle.inside(learner, salle.seance())
    salle.room.settings.home(learner.id).mkdir(parents=True)
    assert "vacances.png" in send(inside, "medias", "medias", jpeg()).text
    shown = inside.post("medias/telephone", form="medias").text
    path = re.search(r"envoi/[A-Za-z0-9_-]{24}", shown)
    assert path
    phone = salle.visitor()
    assert "vacances_2.png" in send(phone, path[0], path[0], jpeg()).text
    refused = send(phone, path[0], path[0], b"MZ")
    assert (refused.status_code, SENTENCES["genre"] in refused.text) == (400, True)
    assert 'photo("vacances_2")' in unescape(inside.get("medias").text)
    assert phone.get(path[0].replace("envoi", "partage") + "/fichier").status_code == 404


def test_what_is_too_heavy_gets_its_sentence(salle: Any) -> None:
    inside = salle.inside(salle.learner(), salle.seance())
    answer = send(inside, "medias", "medias", bytes(LARGEST_FILE + 100_000))
    assert (answer.status_code, SENTENCES["poids"] in answer.text) == (400, True)


def test_without_its_token_a_form_is_refused(salle: Any) -> None:
    inside = salle.inside(salle.learner(), salle.seance())
    files = {"fichier": ("a.jpg", jpeg(), "image/jpeg")}
    assert (
        inside.session.post(f"{inside.address}medias", files=files, timeout=20).status_code == 403
    )


def test_a_form_of_millions_of_fields_is_not_taken_apart() -> None:
    assert sent_file("application/x-www-form-urlencoded", b"fichier=a&" * 1000).body == b""
    assert sent_file("multipart/form-data; boundary=x", b"--x\r\n" * 100_000 + b"--x--").body == b""


def test_odd_names_beside_photos_are_left_out(salle: Any) -> None:
    learner = salle.learner()
    folder = salle.room.settings.home(learner.id) / "mes_medias"
    folder.mkdir(parents=True)
    for name in (b"chat.png", b"a\nb.png", b"\xff.png", b"note.txt"):
        (folder / os.fsdecode(name)).write_bytes(b"")
    assert list_media(salle.room, learner.id) == ["chat.png"]
    assert 'photo("chat")' in unescape(salle.inside(learner, salle.seance()).get("medias").text)
