"""Building what learners receive, with nbgrader itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from power_cut import Disk, why_not

from quartiers.lessons import build
from quartiers.lessons.build import build_all, build_lesson, is_built
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.problems import LessonError
from quartiers.lessons.publish import GESTURES, read_card
from quartiers.lessons.read import read_courses
from quartiers.lessons.release import ensure_nothing_slipped
from quartiers.settings import Settings

WORDS_OF_THE_TEACHER = ("SOLUTION", "CACHÉS", "DÉPART", "t.avance(80)", "Ajoute un trait.")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, new_draft: Any) -> Path:
    """A house where the sample lesson was built once: nbgrader takes seconds."""
    house = tmp_path_factory.mktemp("maison")
    (house / "courses").mkdir()
    lesson = new_draft().write(house / "courses")
    build_lesson(lesson, Settings(data=house / "donnees", courses=house / "courses"))
    return house


@pytest.fixture
def settings(tmp_path: Path, house: Path) -> Settings:
    """A copy of that house, for one test."""
    copy = tmp_path / "maison"
    shutil.copytree(house, copy)
    return Settings(data=copy / "donnees", courses=copy / "courses")


@pytest.fixture
def lesson(settings: Settings) -> Lesson:
    """Its lesson."""
    return read_courses(settings.courses).lesson("T01")


@pytest.fixture
def published(settings: Settings) -> Path:
    """Where its lesson is published."""
    return settings.published / "essai" / "01_le_trait"


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_learners_receive_the_notebook_its_media_and_its_card(
    published: Path, settings: Settings
) -> None:
    found = sorted(str(path.relative_to(published)) for path in published.rglob("*"))
    assert found == [
        *("01_le_trait.ipynb", "lecon.json", "media", "media/CREDITS.md", "media/resultat.png")
    ]
    assert published == settings.published / "essai" / "01_le_trait"


def test_the_published_lesson_has_nothing_of_the_teacher_s(published: Path) -> None:
    text = (published / "01_le_trait.ipynb").read_text(encoding="utf-8")
    for word in WORDS_OF_THE_TEACHER:
        assert word not in text


def test_the_published_lesson_keeps_steps_roles_and_ids(published: Path, lesson: Lesson) -> None:
    copy, original = read_notebook(published / "01_le_trait.ipynb"), read_notebook(lesson.notebook)
    for mine, theirs in zip(copy.cells, original.cells, strict=True):
        assert (mine.id, mine.step, mine.role, mine.exercise) == (
            *(theirs.id, theirs.step, theirs.role, theirs.exercise),
        )


def test_answer_cells_carry_their_starter(published: Path) -> None:
    cell = read_notebook(published / "01_le_trait.ipynb").of_exercise(3, "reponse")
    assert cell is not None
    assert cell.source == (
        "# 1. Préparer\nt = Tortue()\n# 2. Fabriquer\nt.avance(50)\nt.droite(180)\nt.avance(60)\n"
        '# 3. Montrer\nmontrer(t, "Le dessin de la tortue")'
    )


def test_the_card_and_the_index_say_the_same(published: Path, settings: Settings) -> None:
    card = json.loads((published / "lecon.json").read_text(encoding="utf-8"))
    index = json.loads((settings.published / "index.json").read_text(encoding="utf-8"))
    assert index == [card]
    assert (card["code"], card["parcours"], card["assignment"]) == ("T01", "essai", "01_le_trait")
    assert card["exercices"][0] == {
        "num": 2,
        "genre": "Modifie",
        "titre": "Plus long",
        "etoiles": 3,
    }
    assert card["etapes"][:3] == ["titre", "creer", "porte"]


def test_the_card_names_the_steps_that_ask_a_gesture_in_the_order_of_the_lesson(
    published: Path,
) -> None:
    card = json.loads((published / "lecon.json").read_text(encoding="utf-8"))
    assert {"titre", "creer", "metier"}.isdisjoint(card["chemin"])
    assert card["chemin"] == [step for step in card["etapes"] if step in card["chemin"]]
    assert "modifie" in card["chemin"]


def test_the_screen_and_the_card_agree_on_what_a_gesture_is() -> None:
    screen = Path(__file__).parents[3] / "lab-extension" / "src" / "progress.ts"
    said = re.search(r"GESTURES = new Set\(\[(.+?)\]\)", screen.read_text(encoding="utf-8"))
    assert said
    assert tuple(re.findall(r"'(\w+)'", said[1])) == GESTURES


def test_a_card_that_cannot_be_read_is_empty_and_without_publication_there_is_none(
    published: Path, lesson: Lesson, settings: Settings, tmp_path: Path
) -> None:
    assert (read_card(settings.published, lesson) or {})["code"] == lesson.code
    (published / "lecon.json").write_text("[", encoding="utf-8")
    assert read_card(settings.published, lesson) == {}
    assert read_card(tmp_path / "ailleurs", lesson) is None


def test_recorded_voices_leave_with_the_lesson_and_its_card_names_them(
    lesson: Lesson, settings: Settings
) -> None:
    voices = lesson.media / "voix"
    voices.mkdir()
    for name in ("ex2-consigne.mp3", "ex3-indices-1.ogg", "chanson.mp3"):
        (voices / name).write_bytes(b"a voice")
    published = build_lesson(lesson, settings)
    card = json.loads((published / "lecon.json").read_text(encoding="utf-8"))
    assert card["voix"] == {
        "ex2-consigne": "media/voix/ex2-consigne.mp3",
        "ex3-indices-1": "media/voix/ex3-indices-1.ogg",
    }
    for file in card["voix"].values():
        assert (published / file).read_bytes() == b"a voice"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_learners_may_read_the_copy_and_only_the_copy(published: Path, settings: Settings) -> None:
    for path in [published, *published.rglob("*")]:
        assert mode(path) == (0o755 if path.is_dir() else 0o644)
    assert mode(settings.course_folder("essai")) == 0o700
    assert mode(settings.course_folder("essai").parent) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_permissions_do_not_depend_on_the_umask(
    published: Path, lesson: Lesson, settings: Settings
) -> None:
    shutil.rmtree(settings.published)
    before = os.umask(0o077)
    try:
        build_lesson(lesson, settings)
    finally:
        os.umask(before)
    assert mode(published / "lecon.json") == 0o644
    assert mode(settings.published) == 0o755


def test_building_twice_gives_the_same_files(
    published: Path, lesson: Lesson, settings: Any
) -> None:
    before = {path: path.read_bytes() for path in published.rglob("*") if path.is_file()}
    build_lesson(lesson, settings)
    assert {path: path.read_bytes() for path in published.rglob("*") if path.is_file()} == before


def test_a_file_that_left_the_lesson_leaves_the_copy(
    published: Path, lesson: Lesson, settings: Settings
) -> None:
    (published / "media" / "ancienne.png").write_bytes(b"x")
    build_lesson(lesson, settings)
    assert not (published / "media" / "ancienne.png").exists()


def test_building_all_builds_only_what_changed(
    draft: Any, published: Path, lesson: Lesson, settings: Settings
) -> None:
    assert is_built(lesson, settings)
    notebook = published / "01_le_trait.ipynb"
    notebook.write_text("touched", encoding="utf-8")
    assert build_all(settings) == [published]
    assert notebook.read_text(encoding="utf-8") == "touched"
    draft.edit("porte", "Tout part de zéro.", "On part de zéro.")
    assert not is_built(draft.write(settings.courses), settings)
    build_all(settings)
    assert "On part de zéro." in notebook.read_text(encoding="utf-8")


def test_a_published_lesson_that_a_power_cut_has_emptied_is_built_again(
    published: Path, lesson: Lesson, settings: Settings
) -> None:
    assert is_built(lesson, settings)
    for file in sorted(one for one in published.rglob("*") if one.is_file()):
        before = file.read_bytes()
        file.write_bytes(b"")
        assert not is_built(lesson, settings)
        file.write_bytes(before)
    (published / "lecon.json").write_bytes(b"")
    build_all(settings)
    assert is_built(lesson, settings)
    assert json.loads((settings.published / "index.json").read_text())[0]["code"] == "T01"


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_what_was_built_outlives_a_power_cut(tmp_path: Path, new_draft: Any) -> None:
    disk = Disk(megabytes=64)
    try:
        (tmp_path / "courses").mkdir()
        settings = Settings(data=disk.root / "donnees", courses=tmp_path / "courses")
        lesson = new_draft().write(settings.courses)
        published = build_lesson(lesson, settings)
        released = settings.course_folder(lesson.track) / "release"
        disk.cut()
        made = [one for folder in (published, released) for one in folder.rglob("*.*")]
        assert {one.name for one in made} >= {lesson.notebook.name, "lecon.json"}
        assert [one for one in made if one.is_file() and not one.stat().st_size] == []
        assert is_built(lesson, settings)
    finally:
        disk.close()


def test_a_lesson_that_left_the_map_is_no_longer_published(
    published: Path, lesson: Lesson, settings: Settings
) -> None:
    other = settings.published / "essai" / "99_ancienne"
    other.mkdir()
    (other / "lecon.json").write_text("{}", encoding="utf-8")
    build_all(settings)
    assert not other.exists()
    assert published.exists()


@pytest.mark.parametrize(
    ("cell", "old", "new", "words"),
    [
        ("ex2-reponse", "t.avance(50)", "t.avance(80)", "n'a pas le texte attendu"),
        ("ex3-controle", "c.bilan", '"Ajoute un trait."\nc.bilan', "n'a pas le texte attendu"),
        ("porte", "Tout part", "### FIN SOLUTION", "n'a pas le texte attendu"),
    ],
)
def test_a_copy_that_says_more_than_it_should_is_refused(
    cell: str, old: str, new: str, words: str, published: Path, lesson: Lesson
) -> None:
    file = published / "01_le_trait.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    for one in notebook["cells"]:
        if one["id"] == cell:
            one["source"] = "".join(one["source"]).replace(old, new)
    file.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(LessonError, match=words):
        ensure_nothing_slipped(lesson, published)


def test_a_copy_with_the_answers_beside_it_is_refused(published: Path, lesson: Lesson) -> None:
    (published / "media" / "reponses.toml").write_text("", encoding="utf-8")
    with pytest.raises(LessonError, match=r"reponses.toml est dans la copie distribuée"):
        ensure_nothing_slipped(lesson, published)


def test_a_lesson_nbgrader_refuses_is_not_published(
    draft: Any, published: Path, settings: Settings
) -> None:
    before = (published / "01_le_trait.ipynb").read_bytes()
    draft.cell("ex3-reponse")["metadata"]["nbgrader"]["grade_id"] = "ex2"
    with pytest.raises(LessonError, match="nbgrader ne peut pas distribuer"):
        build_lesson(draft.write(settings.courses), settings)
    assert (published / "01_le_trait.ipynb").read_bytes() == before


def test_a_lesson_that_cannot_be_built_keeps_its_last_copy_and_is_said_in_the_log(
    draft: Any,
    published: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Not caplog: nbgrader's alembic sets the whole logging of the process up again.
    said: list[str] = []
    monkeypatch.setattr(build.log, "warning", lambda words, *more: said.append(words % more))
    before = (published / "01_le_trait.ipynb").read_bytes()
    draft.files["media/fabriquer.py"] = "raise SystemExit('plus de peinture')"
    draft.write(settings.courses)
    assert build_all(settings) == [published]
    assert (published / "01_le_trait.ipynb").read_bytes() == before
    assert "plus de peinture" in "".join(said)
