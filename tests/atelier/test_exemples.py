"""Every right answer of the programme runs on the library, without a warning."""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path
from typing import Any

import pytest

from atelier.films import Film

LESSONS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "exemples.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson["lecon"])
def test_the_right_answers_of_the_lesson_run(lesson: dict[str, Any]) -> None:
    random.seed(59100)
    for code in lesson["codes"]:
        space: dict[str, Any] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            exec(f"from atelier import *\n{lesson['prepare']}", space)
            exec(code, space)
        for value in list(space.values()):
            if isinstance(value, Film):
                assert 100 < len(value.donnees) < 400_000


def test_the_31_lessons_are_there() -> None:
    tracks = "PDA"
    expected = ["C00", *(f"{track}{number:02}" for track in tracks for number in range(1, 11))]
    assert [lesson["lecon"] for lesson in LESSONS] == expected
