"""Reading the map and the settings: whole when right, a French sentence when not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quartiers.lessons.model import Lesson
from quartiers.lessons.problems import LessonError
from quartiers.lessons.read import read_courses


def test_a_lesson_is_read_whole(lesson: Lesson, courses: Path) -> None:
    assert (lesson.code, lesson.title, lesson.track) == ("T01", "Le trait", "essai")
    assert lesson.notebook == courses / "essai" / "01_le_trait" / "01_le_trait.ipynb"
    assert [(one.number, one.kind, one.stars) for one in lesson.exercises] == [
        (2, "Modifie", 3),
        (3, "Répare", 3),
        (5, "Crée", 3),
    ]
    assert lesson.career.checked_on == date(2026, 11, 1)
    assert lesson.blockers[0].sentence == "Un coin bien droit, c'est 90."


def test_a_lesson_is_found_by_its_code_in_any_case(lesson: Lesson, courses: Path) -> None:
    assert read_courses(courses).lesson("t01").code == "T01"


def test_settings_that_changed_are_read_again(lesson: Lesson, courses: Path) -> None:
    assert read_courses(courses).lesson("T01").title == "Le trait"
    file = lesson.folder / "lecon.toml"
    text = file.read_text(encoding="utf-8").replace("Le trait", "Le rond")
    file.write_text(text, encoding="utf-8")
    assert read_courses(courses).lesson("T01").title == "Le rond"


def test_an_unknown_code_is_answered_with_the_known_ones(lesson: Lesson, courses: Path) -> None:
    with pytest.raises(KeyError, match="Codes connus : T01"):
        read_courses(courses).lesson("P99")


def test_a_missing_map_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"parcours.toml : ce fichier n'existe pas"):
        read_courses(tmp_path)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("titre", None, "le champ « titre » manque. Il faut un texte entre guillemets"),
        ("niveau", "un", "le champ « niveau » vaut 'un'. Il faut un nombre entier"),
        ("duree", True, "le champ « duree » vaut True"),
        ("crcn", "3.4", "une liste entre crochets"),
        ("crcn", [3.4], "le champ « crcn » contient 3.4"),
        ("couleur", "rouge", "le champ « couleur » est inconnu. Champs possibles : code, titre"),
        ("metier", {"gest": "x"}, "le champ « metier.gest » est inconnu"),
        ("exercices", [{"num": 1}], "le champ « exercices[1].genre » manque"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_what_is_allowed(
    field: str, value: Any, words: str, draft: Any, courses: Path
) -> None:
    draft.lesson[field] = value
    if value is None:
        del draft.lesson[field]
    with pytest.raises(LessonError) as caught:
        draft.write(courses)
    assert "courses/essai/01_le_trait/lecon.toml : " in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_not_toml_says_where(lesson: Lesson, courses: Path) -> None:
    lesson.settings_file.write_text("code = P01\n", encoding="utf-8")
    with pytest.raises(LessonError, match=r"ce fichier ne se lit pas .*line 1"):
        read_courses(courses)


def test_two_lessons_cannot_share_a_code(lesson: Lesson, courses: Path) -> None:
    twin = courses / "essai" / "02_le_rond"
    twin.mkdir()
    (twin / "lecon.toml").write_bytes(lesson.settings_file.read_bytes())
    map_file = courses / "parcours.toml"
    text = map_file.read_text(encoding="utf-8")
    map_file.write_text(text.replace('"01_le_trait"', '"01_le_trait", "02_le_rond"'), "utf-8")
    with pytest.raises(LessonError, match="le code T01 est déjà celui de 01_le_trait"):
        read_courses(courses)


def test_what_came_before_is_the_welcome_then_the_track(draft: Any, courses: Path) -> None:
    first = draft.write(courses)
    folder = courses / "accueil" / "00_bienvenue"
    folder.mkdir(parents=True)
    text = first.settings_file.read_text(encoding="utf-8")
    welcome = text.replace('"T01"', '"C00"').replace("niveau = 1", "niveau = 0")
    (folder / "lecon.toml").write_text(welcome, encoding="utf-8")
    second = courses / "essai" / "02_suite"
    second.mkdir()
    (second / "lecon.toml").write_text(text.replace('"T01"', '"T02"'), encoding="utf-8")
    map_file = courses / "parcours.toml"
    text = map_file.read_text(encoding="utf-8").replace(
        '"01_le_trait"', '"01_le_trait", "02_suite"'
    )
    text += '\n[[parcours]]\nid = "accueil"\ntitre = "A"\ncouleur = "#000000"\n'
    map_file.write_text(text + 'lecons = ["00_bienvenue"]\n', encoding="utf-8")
    read = read_courses(courses)
    assert [one.code for one in read.before(read.lesson("T02"))] == ["C00", "T01"]
    assert read.before(read.lesson("C00")) == ()
