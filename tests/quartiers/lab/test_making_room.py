"""Making room removes what a program left, and nothing that a learner would miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.lab.making_room import MANY, make_room, said, temporary

BIG = b"x" * 2_000_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    for folder in ("creations", "mes_medias", ".quartiers/versions", "programmation/01_neon/media"):
        (place / folder).mkdir(parents=True)
    return place


def test_the_work_stays_and_what_the_program_left_goes(home: Path, tmp_path: Path) -> None:
    published = tmp_path / "publie"
    lesson = Path("programmation/01_neon")
    (published / lesson / "media").mkdir(parents=True)
    kept = [
        home / "creations/film.mp4",
        home / "mes_medias/photo.png",
        home / ".quartiers/versions/x.ipynb",
        home / lesson / "01_neon.ipynb",
        home / lesson / "media/son.wav",
    ]
    gone = [home / "gros1", home / lesson / "gros2.bin"]
    for path in (*kept, *gone, published / lesson / "media/son.wav"):
        path.write_bytes(BIG)
    small = home / lesson / "notes.txt"
    small.write_text("à moi")
    assert make_room([home], published) >= 2 * len(BIG)
    assert [path for path in (*kept, small) if not path.exists()] == []
    assert [path for path in gone if path.exists()] == []


def test_files_made_by_the_hundred_go_though_each_is_small(home: Path, tmp_path: Path) -> None:
    for number in range(MANY + 1):
        (home / f"petit{number}").write_bytes(b"x")
    make_room([home], tmp_path / "publie")
    assert not list(home.glob("petit*"))


def test_a_link_is_not_followed(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "dehors"
    outside.mkdir()
    (outside / "gros").write_bytes(BIG)
    (home / "lien").symlink_to(outside)
    make_room([home], tmp_path / "publie")
    assert (outside / "gros").exists()


def test_the_temporary_folder_is_swept_too(home: Path, tmp_path: Path) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    (place / "gros.ipynb").write_bytes(BIG)
    make_room([home, *temporary({"TMPDIR": str(place)}, home)], tmp_path / "publie")
    assert not list(place.iterdir())
    assert temporary({}, home) == []


def test_what_was_done_is_said_in_megabytes() -> None:
    assert said(3_000_000) == "J'ai fait de la place : 3 Mo. Ton travail est toujours là."
    assert "animateur" in said(0)
