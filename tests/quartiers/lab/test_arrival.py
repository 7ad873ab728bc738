"""A lesson arrives whole, once, and never over the learner's work."""

from __future__ import annotations

from pathlib import Path

import pytest
from power_cut import Disk, why_not

from quartiers.lab.arrival import bring_lesson

LESSON = ("programmation", "01_initiale_neon")


def everything(home: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path."""
    return {
        str(found.relative_to(home)): found.read_bytes()
        for found in home.rglob("*")
        if found.is_file()
    }


def test_a_lesson_arrives_with_its_media(published: Path, tmp_path: Path) -> None:
    folder = bring_lesson(published, tmp_path / "home", *LESSON)
    assert (folder / "01_initiale_neon.ipynb").is_file()
    assert (folder / "media" / "resultat.png").read_bytes() == b"a picture"


def test_bringing_twice_is_bringing_once(published: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    bring_lesson(published, home, *LESSON)
    before = everything(home)
    bring_lesson(published, home, *LESSON)
    assert everything(home) == before


def test_the_learners_work_is_never_replaced(published: Path, tmp_path: Path) -> None:
    folder = bring_lesson(published, tmp_path / "home", *LESSON)
    notebook = folder / "01_initiale_neon.ipynb"
    notebook.write_text("mon travail")
    (folder / "media" / "resultat.png").unlink()
    bring_lesson(published, tmp_path / "home", *LESSON)
    assert notebook.read_text() == "mon travail"
    assert (folder / "media" / "resultat.png").is_file()


def test_a_voice_recorded_again_under_the_same_name_is_brought_again(
    published: Path, tmp_path: Path
) -> None:
    voices = published / LESSON[0] / LESSON[1] / "media" / "voix"
    voices.mkdir()
    (voices / "consigne-2.mp3").write_bytes(b"the first try")
    folder = bring_lesson(published, tmp_path / "home", *LESSON)
    (voices / "consigne-2.mp3").write_bytes(b"slower")
    bring_lesson(published, tmp_path / "home", *LESSON)
    assert (folder / "media" / "voix" / "consigne-2.mp3").read_bytes() == b"slower"
    assert (folder / "media" / "resultat.png").read_bytes() == b"a picture"


@pytest.mark.parametrize("left", [b"", b"a pic"])
def test_what_a_power_cut_has_shortened_is_brought_again(
    published: Path, tmp_path: Path, left: bytes
) -> None:
    folder = bring_lesson(published, tmp_path / "home", *LESSON)
    (folder / "media" / "resultat.png").write_bytes(left)
    bring_lesson(published, tmp_path / "home", *LESSON)
    assert (folder / "media" / "resultat.png").read_bytes() == b"a picture"


def test_a_shorter_file_of_the_learner_stays_hers(published: Path, tmp_path: Path) -> None:
    folder = bring_lesson(published, tmp_path / "home", *LESSON)
    (folder / "media" / "resultat.png").write_bytes(b"mine")
    bring_lesson(published, tmp_path / "home", *LESSON)
    assert (folder / "media" / "resultat.png").read_bytes() == b"mine"


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_a_power_cut_right_after_costs_nothing(published: Path) -> None:
    disk = Disk(megabytes=32)
    try:
        home = disk.root / "home"
        bring_lesson(published, home, *LESSON)
        disk.cut()
        folder = bring_lesson(published, home, *LESSON)
        source = published / LESSON[0] / LESSON[1]
        assert everything(folder) == everything(source)
    finally:
        disk.close()


def test_a_lesson_that_is_not_published_is_refused(published: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        bring_lesson(published, tmp_path / "home", "programmation", "99_absente")


@pytest.mark.parametrize("name", ["..", "/etc", "a/b", ".cachee"])
def test_a_name_that_leads_elsewhere_is_refused(published: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot be used as a folder"):
        bring_lesson(published, tmp_path / "home", name, "01_initiale_neon")
