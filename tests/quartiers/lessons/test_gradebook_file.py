"""A gradebook that is damaged, empty or gone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quartiers.lessons.gradebook_file import NAME, assignments, ensure_sound, is_damaged_file
from quartiers.settings import Settings

TABLES = """
CREATE TABLE assignment (id TEXT, name TEXT);
CREATE TABLE notebook (id TEXT, assignment_id TEXT);
INSERT INTO assignment VALUES ('1', '01_exemple');
INSERT INTO notebook VALUES ('1', '1');
CREATE TABLE grade (comment TEXT);
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A track with one built lesson and a gradebook of many pages."""
    folder = Settings(data=tmp_path).course_folder("programmation")
    (folder / "construit").mkdir(parents=True)
    (folder / "construit" / "01_exemple.txt").write_text("empreinte")
    connection = sqlite3.connect(folder / NAME)
    connection.executescript(TABLES)
    connection.executemany("INSERT INTO grade VALUES (?)", [("bravo " * 100,)] * 500)
    connection.commit()
    connection.close()
    return folder


def look(course: Path) -> bool:
    return ensure_sound(Settings(data=course.parents[1]), course.name)


def stamps(course: Path) -> list[str]:
    return [one.name for one in (course / "construit").iterdir()]


def test_a_sound_gradebook_is_left_alone(course: Path) -> None:
    assert not look(course)
    assert stamps(course) == ["01_exemple.txt"]
    assert not list(course.glob("carnet-abime-*"))


@pytest.mark.parametrize("place", [0, 4096 * 20 + 8, 100])
def test_a_damaged_one_is_kept_aside_and_its_lessons_are_built_again(
    course: Path, place: int
) -> None:
    with open(course / NAME, "r+b") as file:
        file.seek(place)
        file.write(b"\xff\x00" * 3000)
    damaged = (course / NAME).read_bytes()
    assert is_damaged_file(course / NAME)
    assert look(course)
    assert not (course / NAME).exists()
    assert (course / "carnet-abime-1.db").read_bytes() == damaged
    assert stamps(course) == []
    assert not look(course), "once is enough"


def test_an_empty_one_and_a_lost_one_are_as_good_as_new(course: Path) -> None:
    (course / NAME).write_bytes(b"")
    assert look(course)
    assert stamps(course) == []
    (course / "construit" / "01_exemple.txt").write_text("empreinte")
    (course / NAME).unlink()
    assert look(course)


def test_one_that_is_busy_is_not_damaged(course: Path) -> None:
    with sqlite3.connect(course / NAME) as busy:
        busy.execute("BEGIN IMMEDIATE")
        assert not is_damaged_file(course / NAME)
    assert assignments(course / NAME) == {"01_exemple"}
