"""Marks as a CSV file that French Excel and LibreOffice open right, accents and numbers too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quartiers.grading.french import PARIS
from quartiers.lessons.model import Lesson
from quartiers.sessions import Store, Submission

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
FORMULA_STARTS = "=+-@＝＋－＠\t\r\n"


@dataclass(frozen=True)
class Mark:
    """The best result of a learner in a lesson; `handed_in` is aware."""

    stars: float
    out_of: float
    handed_in: datetime


@dataclass(frozen=True)
class Line:
    """One learner: the pseudonym, and marks by lesson code."""

    pseudo: str
    marks: Mapping[str, Mark]


def export_marks(store: Store, lessons: Sequence[Lesson], learner_ids: Sequence[str]) -> bytes:
    """The CSV of these learners and lessons, from the best graded submission of each."""
    best = best_marks(store.submissions.of_learners(learner_ids))
    lines = [
        Line(learner.pseudo, best.get(learner.id, {}))
        for learner in store.learners.get_many(learner_ids)
    ]
    return marks_csv([(lesson.code, lesson.title) for lesson in lessons], lines)


def best_marks(submissions: Iterable[Submission]) -> dict[str, dict[str, Mark]]:
    """By learner then lesson: most stars, the newest of equals; what is not graded counts not."""
    best: dict[str, dict[str, Mark]] = {}
    for one in sorted(submissions, key=lambda item: item.place):
        if one.result is None:
            continue
        mark = Mark(one.result.stars, one.result.out_of, one.received_at)
        mine = best.setdefault(one.learner_id, {})
        known = mine.get(one.lesson)
        if known is None or mark.stars >= known.stars:
            mine[one.lesson] = mark
    return best


def marks_csv(lessons: Sequence[tuple[str, str]], lines: Sequence[Line]) -> bytes:
    """The file's bytes: UTF-8 with BOM, `;`, everything quoted, CRLF, decimal comma.

    `lessons` are (code, title). A line has the pseudonym, two columns a lesson (stars, out of),
    and the Paris time of the last submission that counts; a lesson not handed in stays empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(harmless, header(lessons)))
    for line in lines:
        writer.writerow(map(harmless, row(lessons, line)))
    return (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def header(lessons: Sequence[tuple[str, str]]) -> list[str]:
    """The column titles."""
    pairs = [(f"{code} {title} : étoiles", f"{code} : sur") for code, title in lessons]
    return ["Pseudo", *(word for pair in pairs for word in pair), "Dernier rendu"]


def row(lessons: Sequence[tuple[str, str]], line: Line) -> list[str]:
    """The cells of one learner."""
    marks = [line.marks.get(code) for code, _ in lessons]
    pairs = [(number(one.stars), number(one.out_of)) if one else ("", "") for one in marks]
    last = max((one.handed_in for one in marks if one), default=None)
    return [line.pseudo, *(cell for pair in pairs for cell in pair), french_time(last)]


def number(value: float) -> str:
    """A number as French spreadsheets read it: 3 or 2,5."""
    return f"{value:g}".replace(".", ",")


def french_time(moment: datetime | None) -> str:
    """18/11/2026 14:05, on the clock of Roubaix; empty for None."""
    return moment.astimezone(PARIS).strftime("%d/%m/%Y %H:%M") if moment else ""


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it if needed."""
    plain = " ".join(cell.splitlines())
    return f"'{plain}" if cell.lstrip(" \u00a0")[:1] in tuple(FORMULA_STARTS) else plain
