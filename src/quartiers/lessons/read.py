"""Read `parcours.toml` and each lesson's `lecon.toml` into plain data."""

from __future__ import annotations

from pathlib import Path

from quartiers.lessons.model import Blocker, Career, Courses, Exercise, Lesson, Track
from quartiers.lessons.problems import unusable
from quartiers.lessons.table import Table, read_table

LESSON_FIELDS = (
    *("code", "titre", "niveau", "duree", "premiere_creation", "objectif", "wow", "vignette"),
    *("crcn", "entree", "debranche", "notions", "commandes", "decoupage"),
    *("blocages", "metier", "exercices"),
)


def read_courses(courses: Path) -> Courses:
    """Read the whole map; `LessonError` says in French what stands in the way."""
    root = read_table(courses / "parcours.toml")
    tracks = tuple(_track(table, courses) for table in root.tables("parcours"))
    found = Courses(folder=courses, tracks=tracks)
    _refuse_twin_codes(found)
    return found


def read_lesson(folder: Path, track: str) -> Lesson:
    """Read the `lecon.toml` of one lesson folder."""
    table = read_table(folder / "lecon.toml")
    table.only(*LESSON_FIELDS)
    return Lesson(
        code=table.text("code"),
        title=table.text("titre"),
        track=track,
        assignment=folder.name,
        folder=folder,
        level=table.whole("niveau"),
        duration=table.whole("duree"),
        first_creation=table.whole("premiere_creation"),
        objective=table.text("objectif", ""),
        wow=table.text("wow", ""),
        thumbnail=table.text("vignette", ""),
        crcn=table.texts("crcn"),
        entry=table.text("entree", ""),
        unplugged=table.text("debranche", ""),
        notions=table.texts("notions"),
        commands=table.texts("commandes"),
        blockers=tuple(_blocker(one) for one in table.tables("blocages")),
        career=_career(table.table("metier")),
        exercises=tuple(_exercise(one) for one in table.tables("exercices")),
        split=table.text("decoupage", ""),
    )


def _track(table: Table, courses: Path) -> Track:
    table.only("id", "titre", "phrase", "couleur", "lecons")
    track_id = table.text("id")
    folders = [courses / track_id / name for name in table.texts("lecons")]
    return Track(
        id=track_id,
        title=table.text("titre"),
        sentence=table.text("phrase", ""),
        colour=table.text("couleur"),
        lessons=tuple(read_lesson(folder, track_id) for folder in folders),
    )


def _exercise(table: Table) -> Exercise:
    table.only("num", "genre", "titre", "etoiles", "erreur_de_depart")
    return Exercise(
        number=table.whole("num"),
        kind=table.text("genre"),
        title=table.text("titre", ""),
        stars=table.whole("etoiles"),
        starter_error=table.text("erreur_de_depart", "") or None,
    )


def _blocker(table: Table) -> Blocker:
    table.only("idee", "phrase")
    return Blocker(idea=table.text("idee"), sentence=table.text("phrase"))


def _career(table: Table) -> Career:
    table.only("geste", "metier", "pres_de_chez_toi", "des_15_ans", "verifie_le")
    return Career(
        gesture=table.text("geste", ""),
        job=table.text("metier", ""),
        nearby=table.text("pres_de_chez_toi", ""),
        from_fifteen=table.text("des_15_ans", ""),
        checked_on=table.day("verifie_le"),
    )


def _refuse_twin_codes(courses: Courses) -> None:
    seen: dict[str, Lesson] = {}
    for lesson in courses.lessons:
        twin = seen.setdefault(lesson.code.casefold(), lesson)
        if twin is not lesson:
            raise unusable(
                lesson.settings_file,
                f"le code {lesson.code} est déjà celui de {twin.assignment}.",
                "Chaque leçon a son code.",
                "Choisissez-en un autre.",
            )
