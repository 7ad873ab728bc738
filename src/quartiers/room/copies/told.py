"""What the store holds of a learner, as files that people and spreadsheets read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quartiers.grading.marks import BYTE_ORDER_MARK, french_time, harmless, number
from quartiers.lessons.model import Courses
from quartiers.sessions.dossier import Row
from quartiers.sessions.model import Progress, Submission, Word

Titles = Mapping[str, str]


def titles_of(courses: Courses) -> dict[str, str]:
    """The title of each lesson, by its code."""
    return {lesson.code: lesson.title for lesson in courses.lessons}


@dataclass(frozen=True)
class LessonTold:
    """What there is to tell of one lesson, the newest first."""

    title: str
    progress: Progress | None
    handed_in: tuple[Submission, ...]
    words: tuple[Word, ...]


def by_lesson(
    titles: Titles,
    progress: Iterable[Progress],
    handed_in: Sequence[Submission],
    words: Sequence[Word],
) -> list[LessonTold]:
    """The lessons of which there is something to tell, in the order of `titles`.

    Those that are in no course any more come last, under their code.
    """
    steps = {one.lesson: one for one in progress}
    known = {*steps, *(one.lesson for one in handed_in), *(one.lesson for one in words)}
    order = [*(code for code in titles if code in known), *sorted(known - {*titles})]
    return [
        LessonTold(
            titles.get(code, code),
            steps.get(code),
            tuple(one for one in handed_in if one.lesson == code),
            tuple(one for one in words if one.lesson == code),
        )
        for code in order
    ]


def stars_csv(submissions: Iterable[Submission], titles: Titles) -> bytes:
    """One line for each exercise of each work handed in, the newest first."""
    lines = [
        (
            one.lesson,
            titles.get(one.lesson, ""),
            french_time(one.received_at),
            number(mark.exercise),
            number(mark.stars),
            number(mark.out_of),
            mark.sentence,
        )
        for one in submissions
        for mark in (one.result.exercises if one.result else ())
    ]
    head = ("Leçon", "Titre", "Rendu le", "Exercice", "Étoiles", "Sur", "Phrase")
    return table(head, lines)


def words_csv(words: Iterable[Word], titles: Titles) -> bytes:
    """The words of the animators, the newest first."""
    lines = [
        (
            word.lesson,
            titles.get(word.lesson, ""),
            french_time(word.written_at),
            word.text,
            "oui" if word.rework else "",
            french_time(word.read_at),
        )
        for word in words
    ]
    return table(("Leçon", "Titre", "Écrit le", "Mot", "À reprendre", "Lu le"), lines)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A file that Excel and LibreOffice open right in French, as `marks_csv`."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for line in (head, *lines):
        writer.writerow(map(harmless, line))
    return (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8", "replace")


def dossier_json(dossier: Mapping[str, Sequence[Row]]) -> bytes:
    """Every row of the store, by table, with times in ISO 8601."""
    text = json.dumps(dossier, ensure_ascii=False, indent=1, default=_plain)
    return text.encode("utf-8", "replace")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
