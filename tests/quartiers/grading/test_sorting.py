"""Whose work is each file, and what is said of the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from quartiers.grading.gathering import gather
from quartiers.grading.sorting import Sorted, sort_out
from quartiers.lessons.model import Courses
from quartiers.lessons.read import read_courses

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}
HALF = {1: "un = 6"}


@pytest.fixture
def courses(classroom: Any) -> Courses:
    return read_courses(classroom.settings.courses)


def put(folder: Path, name: str, work: Any) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(work, bytes):
        path.write_bytes(work)
    else:
        path.write_text(work if isinstance(work, str) else nbformat.writes(work))


def sorted_out(folder: Path, courses: Courses) -> Sorted:
    return sort_out(gather(folder), courses, courses.lesson("P01"))


def chosen(found: Sorted) -> dict[str, str]:
    return {one.learner: one.piece.label for one in found.works}


@pytest.mark.parametrize(
    ("name", "learner"),
    [
        ("zoe.ipynb", "zoe"),
        ("ZOE.IPYNB", "ZOE"),
        ("zoe.ipynb.txt", "zoe"),
        ("zoe.ipynb.json", "zoe"),
        ("zoe.json", "zoe"),
        ("zoé b. (1).ipynb", "zoé b. (1)"),
        ("zoe/carnet.ipynb", "zoe"),
        ("classe/zoe/01_exemple (1).ipynb", "zoe"),
        ("zoe/programmation/01_exemple/01_exemple.ipynb", "zoe"),
        ("01_exemple.ipynb", "01_exemple"),
    ],
)
def test_a_learner_is_named_by_the_file_or_by_its_folder(
    classroom: Any, courses: Courses, tmp_path: Path, name: str, learner: str
) -> None:
    put(tmp_path, name, classroom.answered(RIGHT))
    assert chosen(sorted_out(tmp_path, courses)) == {learner: name}


def test_of_several_notebooks_of_a_learner_the_most_advanced_counts_and_the_others_are_said(
    classroom: Any, courses: Courses, tmp_path: Path
) -> None:
    put(tmp_path, "sam/01_exemple.ipynb", classroom.released())
    put(tmp_path, "sam/01_exemple (1).ipynb", classroom.answered(RIGHT))
    put(tmp_path, "sam/01_exemple-Copy1.ipynb", classroom.answered(HALF))
    found = sorted_out(tmp_path, courses)
    assert chosen(found) == {"sam": "sam/01_exemple (1).ipynb"}
    assert [one.is_fine for one in found.asides] == [True, True]
    assert all("sam a plus avancé dans" in one.sentence for one in found.asides)


def test_a_folder_of_notebooks_named_after_people_is_a_group(
    classroom: Any, courses: Courses, tmp_path: Path
) -> None:
    for name in ("lundi/zoe.ipynb", "lundi/léo.ipynb"):
        put(tmp_path, name, classroom.answered(RIGHT))
    assert chosen(sorted_out(tmp_path, courses)) == {
        "zoe": "lundi/zoe.ipynb",
        "léo": "lundi/léo.ipynb",
    }


OLD = {
    "nbformat": 4,
    "nbformat_minor": 0,
    "metadata": {},
    "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Exemple"]}],
}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("devoir.docx", b"PK\x03\x04", "n'est pas un carnet"),
        ("photo.jpg", b"JFIF", "n'est pas un carnet"),
        ("vide.ipynb", b"", "est vide"),
        ("coupe.ipynb", b'{"cells": [', "ne se lit pas comme un carnet"),
        ("mot.ipynb", b"PK\x03\x04", "ne se lit pas comme un carnet"),
        ("autre.ipynb", json.dumps(OLD | {"cells": [{}]}), "aucune leçon"),
        ("sans_reperes.ipynb", json.dumps(OLD), "a perdu les repères"),
        ("lea/dessin.png", b"PNG", "ne contient aucun carnet"),
    ],
)
def test_every_other_file_gets_a_french_sentence(
    classroom: Any, courses: Courses, tmp_path: Path, name: str, content: Any, said: str
) -> None:
    put(tmp_path, "zoe.ipynb", classroom.answered(RIGHT))
    put(tmp_path, name, content)
    found = sorted_out(tmp_path, courses)
    assert list(chosen(found)) == ["zoe"]
    (aside,) = found.asides
    assert said in aside.sentence
    assert aside.sentence.startswith(name.partition("/")[0])
    assert not aside.is_fine


def test_the_teachers_notebook_is_no_work(classroom: Any, courses: Courses, tmp_path: Path) -> None:
    put(tmp_path, "zoe.ipynb", courses.lesson("P01").notebook.read_bytes())
    found = sorted_out(tmp_path, courses)
    assert found.works == []
    assert "corrigé" in found.asides[0].sentence


def test_the_photos_beside_a_work_are_nobodys_business(
    classroom: Any, courses: Courses, tmp_path: Path
) -> None:
    put(tmp_path, "zoe/01_exemple.ipynb", classroom.answered(RIGHT))
    put(tmp_path, "zoe/moi.jpg", b"JFIF")
    put(tmp_path, "zoe/media/son.wav", b"RIFF")
    found = sorted_out(tmp_path, courses)
    assert (list(chosen(found)), found.asides) == (["zoe"], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_notebook_in_another_encoding_is_read(
    classroom: Any, courses: Courses, tmp_path: Path, encoding: str
) -> None:
    text = nbformat.writes(classroom.answered({**RIGHT, 3: "trois = 'é'"}))
    put(tmp_path, "zoe.ipynb", text.encode(encoding))
    assert [one.begun for one in sorted_out(tmp_path, courses).works] == [3]


def test_without_a_lesson_asked_the_one_of_most_notebooks_is_taken(
    classroom: Any, courses: Courses, tmp_path: Path
) -> None:
    put(tmp_path, "zoe.ipynb", classroom.answered(RIGHT))
    assert sort_out(gather(tmp_path), courses).lesson == courses.lesson("P01")
    assert sort_out([], courses).lesson is None
