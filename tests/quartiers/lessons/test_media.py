"""Making pictures and sounds, once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from quartiers.lessons.media import make_media
from quartiers.lessons.model import Lesson
from quartiers.lessons.problems import LessonError


def test_the_script_makes_what_is_missing_then_rests(lesson: Lesson) -> None:
    assert make_media(lesson) is True
    assert (lesson.media / "resultat.png").is_file()
    assert make_media(lesson) is False


def test_a_lost_picture_is_made_again(lesson: Lesson) -> None:
    make_media(lesson)
    (lesson.media / "resultat.png").unlink()
    assert make_media(lesson) is True
    assert (lesson.media / "resultat.png").is_file()


def test_a_newer_script_runs_again(lesson: Lesson) -> None:
    make_media(lesson)
    later = (lesson.media / "fabriquer.py").stat().st_mtime + 100
    os.utime(lesson.media / "fabriquer.py", (later, later))
    assert make_media(lesson) is True


def test_a_lesson_without_script_has_nothing_to_make(draft: Any, courses: Path) -> None:
    del draft.files["media/fabriquer.py"]
    assert make_media(draft.write(courses)) is False


def test_a_script_that_stops_is_said_in_french(draft: Any, courses: Path) -> None:
    draft.files["media/fabriquer.py"] = "raise SystemExit('plus de peinture')"
    with pytest.raises(LessonError, match=r"ce script s'est arrêté \(plus de peinture\)"):
        make_media(draft.write(courses))
