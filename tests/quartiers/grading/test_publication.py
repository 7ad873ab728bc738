"""Lessons published and fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.grading.publication import fetch_lesson, publish


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release" / "01_lecon"
    (folder / "media").mkdir(parents=True)
    for name in ("01_lecon.ipynb", "reponses.toml", "media/image.png", "media/fabriquer.py"):
        (folder / name).write_text(name)
        (folder / name).chmod(0o600)
    (folder / "lien").symlink_to("/etc/passwd")
    return folder


def test_answers_scripts_and_links_are_not_published(release: Path, tmp_path: Path) -> None:
    target = publish(release, tmp_path / "publie", "programmation", "01_lecon")
    found = sorted(str(path.relative_to(target)) for path in target.rglob("*"))
    assert found == ["01_lecon.ipynb", "media", "media/image.png"]


def test_what_is_published_can_be_read_by_all_and_written_by_us(
    release: Path, tmp_path: Path
) -> None:
    target = publish(release, tmp_path / "publie", "programmation", "01_lecon")
    assert target.stat().st_mode & 0o777 == 0o755
    assert (target / "media/image.png").stat().st_mode & 0o777 == 0o644


def test_publishing_again_replaces_everything(release: Path, tmp_path: Path) -> None:
    publish(release, tmp_path / "publie", "programmation", "01_lecon")
    (release / "media/image.png").rename(release / "media/autre.png")
    target = publish(release, tmp_path / "publie", "programmation", "01_lecon")
    assert [path.name for path in (target / "media").iterdir()] == ["autre.png"]


def test_fetching_brings_the_lesson_once_and_never_replaces_work(
    release: Path, tmp_path: Path
) -> None:
    published, home = tmp_path / "publie", tmp_path / "jeune"
    publish(release, published, "programmation", "01_lecon")
    folder = fetch_lesson(published, home, "programmation", "01_lecon")
    assert folder == home / "programmation" / "01_lecon"
    (folder / "01_lecon.ipynb").write_text("mon travail")
    (folder / "media/image.png").unlink()
    fetch_lesson(published, home, "programmation", "01_lecon")
    assert (folder / "01_lecon.ipynb").read_text() == "mon travail"
    assert (folder / "media/image.png").read_text() == "media/image.png"


def test_a_lesson_that_is_not_published_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fetch_lesson(tmp_path, tmp_path / "jeune", "programmation", "01_lecon")
