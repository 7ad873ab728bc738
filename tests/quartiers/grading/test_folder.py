"""The works of a folder graded outside a séance."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest

from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.folder import TROUBLE, Graded, grade_works, student_of
from quartiers.grading.gathering import Piece, Unread, gather
from quartiers.grading.names import SAFE_NAME
from quartiers.grading.sorting import Work, sort_out
from quartiers.lessons.read import read_courses

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}
NOW = datetime(2026, 11, 18, tzinfo=UTC)


def graded(classroom: Any, works: list[Work]) -> dict[str, Graded]:
    lesson = read_courses(classroom.settings.courses).lesson("P01")
    return {one.learner: one for one in grade_works(works, lesson, classroom.settings, NOW)}


def from_folder(classroom: Any, folder: Path) -> dict[str, Graded]:
    courses = read_courses(classroom.settings.courses)
    return graded(classroom, sort_out(gather(folder), courses, courses.lesson("P01")).works)


def sheet(classroom: Any, learner: str) -> str:
    folder = classroom.settings.course_folder("programmation") / "feedback" / student_of(learner)
    return next(folder.rglob("*.html")).read_text()


def test_two_names_that_differ_by_an_accent_have_a_sheet_each(
    classroom: Any, tmp_path: Path
) -> None:
    stars = {"Emile": {}, "Émile": RIGHT, "Zoé B.": RIGHT, "Zoe-B": {}, "小明": RIGHT, "Зоя": {}}
    for name, answers in stars.items():
        nbformat.write(classroom.answered(answers), tmp_path / f"{name}.ipynb")
    found = from_folder(classroom, tmp_path)
    assert {name: found[name].result.stars for name in stars} == {
        name: 6 if answers else 0 for name, answers in stars.items()
    }
    for name, answers in stars.items():
        page = sheet(classroom, name)
        assert f"{6 if answers else 0} sur 6" in page
        assert name in page
    assert not list(classroom.settings.inbox.glob("dossier-*")), "copies that nobody erases"


def test_a_notebook_of_before_and_a_very_heavy_one_get_their_stars(
    classroom: Any, tmp_path: Path
) -> None:
    work = classroom.answered(RIGHT)
    old = nbformat.convert(work, 3)
    assert "worksheets" in old
    (tmp_path / "ancien.ipynb").write_text(json.dumps(old))
    heavy = classroom.answered(RIGHT)
    heavy.cells[1].outputs = [nbformat.v4.new_output("stream", text="a" * (LARGEST_NOTEBOOK + 1))]
    nbformat.write(heavy, tmp_path / "lourd.ipynb")
    found = from_folder(classroom, tmp_path)
    assert found["lourd"].result.stars == 6
    assert found["ancien"].result.stars == 6


def test_whatever_one_work_does_the_next_ones_are_graded(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> bytes:
        raise Unread("est un raccourci.")

    def burst() -> bytes:
        raise MemoryError

    content = nbformat.writes(classroom.answered(RIGHT)).encode()
    readers = {"a": refuse, "b": burst, "c": partial(bytes, content)}
    works = [Work(name, Piece((), f"{name}.ipynb", read)) for name, read in readers.items()]
    found = graded(classroom, works)
    assert found["a"].sentence == "a.ipynb est un raccourci."
    assert found["b"].sentence == TROUBLE
    assert found["c"].result.stars == 6


@pytest.mark.parametrize(
    "name", ["zoe", "Zoé B. (2)", "../lea", "???", "小明", "é" * 300, "-rf", "_x", "a+b*", " "]
)
def test_any_name_becomes_a_safe_one_and_accents_are_spelled_either_way(name: str) -> None:
    assert SAFE_NAME.fullmatch(student_of(name))
    assert student_of(unicodedata.normalize("NFD", name)) == student_of(name)


def test_plain_names_stay_and_neighbours_never_meet() -> None:
    assert student_of("zoe") == "zoe"
    neighbours = ["Zoé B.", "Zoe-B", "Zoe B", "zoe (1)", "zoe-1", "Emile", "Émile", "é", "è"]
    assert len({student_of(one) for one in neighbours}) == len(neighbours)
