"""Homes are hostile: links, pipes, bombs and lies give nothing, and harm nothing."""

from __future__ import annotations

import io
import json
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from quartiers.room.creations import list_creations, pixels_of
from quartiers.room.homes import Unreadable
from quartiers.room.media.shrink import NoPicture, shrunk


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "jeune" / "creations").mkdir(parents=True)
    return tmp_path / "jeune"


def png(width: int = 900, height: int = 600) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def keep(home: Path, name: str, content: bytes, **card: str) -> None:
    place = home / "creations"
    (place / name).write_bytes(content)
    card = {"fichier": name, "titre": "Ma rosace", "lecon": "01_rosace", **card}
    (place / name).with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")


def test_a_picture_comes_back_small_and_made_anew(home: Path) -> None:
    keep(home, "rosace.png", png() + b"<script>alert(1)</script>")
    (creation,) = list_creations(home)
    assert (creation.title, creation.lesson, creation.is_picture) == (
        "Ma rosace",
        "01_rosace",
        True,
    )
    small = shrunk(pixels_of(home, creation.file).read(), 480)
    assert b"script" not in small
    assert Image.open(io.BytesIO(small)).size == (480, 320)


def test_a_work_that_a_power_cut_has_emptied_is_not_shown(home: Path) -> None:
    keep(home, "vide.png", b"")
    keep(home, "rosace.png", png())
    assert [item.file for item in list_creations(home)] == ["rosace.png"]


def test_the_newest_creation_comes_first(home: Path) -> None:
    for age, name in enumerate(("vieille.png", "neuve.png")):
        keep(home, name, png())
        card = (home / "creations" / name).with_suffix(".json")
        os.utime(card, (1_700_000_000 + age, 1_700_000_000 + age))
    assert [item.file for item in list_creations(home)] == ["neuve.png", "vieille.png"]


def test_a_link_to_somebody_elses_picture_is_not_followed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    (home / "creations" / "lien.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(Unreadable):
        pixels_of(home, "lien.png").read()


def test_a_second_name_of_somebody_elses_file_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    os.link(tmp_path / "secret.png", home / "creations" / "double.png")
    with pytest.raises(Unreadable):
        pixels_of(home, "double.png").read()


def test_a_folder_that_is_a_link_shows_nothing(home: Path, tmp_path: Path) -> None:
    keep(home, "rosace.png", png())
    other = tmp_path / "autre"
    other.mkdir()
    (other / "creations").symlink_to(home / "creations")
    assert list_creations(other) == []
    with pytest.raises(Unreadable):
        pixels_of(other, "rosace.png").read()


def test_a_pipe_does_not_make_us_wait(home: Path) -> None:
    os.mkfifo(home / "creations" / "tuyau.png")
    os.mkfifo(home / "creations" / "tuyau.json")
    assert list_creations(home) == []
    with pytest.raises(Unreadable):
        pixels_of(home, "tuyau.png").read()


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", ".cache.png", "a\0.png", ".png"])
def test_names_that_lead_elsewhere_are_refused(home: Path, name: str) -> None:
    with pytest.raises(Unreadable):
        pixels_of(home, name).read()


def test_a_picture_that_announces_a_billion_pixels_is_not_decoded() -> None:
    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    crc = struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(NoPicture):
        shrunk(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + crc, 480)


def test_a_file_over_the_limit_is_not_read(home: Path) -> None:
    with open(home / "creations" / "lourd.png", "wb") as file:
        file.truncate(11_000_000)
    with pytest.raises(Unreadable):
        pixels_of(home, "lourd.png").read()


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"fichier": ["a"]}', "[" * 5000])
def test_a_card_that_is_no_card_hides_nothing_else(home: Path, text: str) -> None:
    keep(home, "rosace.png", png())
    (home / "creations" / "casse.json").write_text(text, encoding="utf-8")
    assert "rosace.png" in [item.file for item in list_creations(home)]


@pytest.mark.parametrize(
    "name",
    [
        "../../../../user/jeune-abc234/x.png",
        "/user/x.png",
        "..",
        ".cache.png",
        "a/b.png",
        "a\\b.png",
        "a\nb.png",
        "a\u202eb.png",
        "",
    ],
)
def test_a_card_whose_file_is_no_plain_name_is_no_card(home: Path, name: str) -> None:
    keep(home, "rosace.png", png(), fichier=name)
    assert list_creations(home) == []


def test_a_name_is_one_step_of_an_address(home: Path) -> None:
    keep(home, "a?b#c%2f&d.png", png())
    (creation,) = list_creations(home)
    assert creation.segment == "a%3Fb%23c%252f%26d.png"


def test_without_home_there_is_no_creation(tmp_path: Path) -> None:
    assert list_creations(tmp_path / "personne") == []


def test_a_card_of_half_characters_can_be_sent_in_a_page(home: Path) -> None:
    keep(home, "rosace.png", png(), titre="\ud83d\0 rosace")
    (creation,) = list_creations(home)
    assert creation.title.encode() == b"? rosace"
