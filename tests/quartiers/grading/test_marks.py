"""The bytes that French Excel and LibreOffice receive."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiers.grading.marks import (
    Line,
    Mark,
    best_marks,
    export_marks,
    french_time,
    harmless,
    marks_csv,
    number,
)
from quartiers.lessons.read import read_courses
from quartiers.sessions.model import GradingResult, Submission

SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)


def test_the_bytes_are_those_that_french_excel_reads() -> None:
    lines = [Line("Renard à pois", {"P01": Mark(2.5, 3, SUMMER)}), Line("Loutre bleue", {})]
    assert marks_csv([("P01", "Mon néon")], lines).decode("utf-8") == (
        "\ufeff"
        '"Pseudo";"P01 Mon néon : étoiles";"P01 : sur";"Dernier rendu"\r\n'
        '"Renard à pois";"2,5";"3";"01/07/2026 14:00"\r\n'
        '"Loutre bleue";"";"";""\r\n'
    )


def test_the_file_starts_with_the_three_bytes_of_utf_8() -> None:
    assert marks_csv([], []).startswith(b"\xef\xbb\xbf")


def test_dates_follow_the_clock_of_roubaix_in_summer_and_in_winter() -> None:
    assert french_time(SUMMER) == "01/07/2026 14:00"
    assert french_time(WINTER) == "02/01/2026 00:30"
    assert french_time(None) == ""


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (3.0, "3"), (2.5, "2,5"), (0, "0")])
def test_numbers_have_a_decimal_comma(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\r=", "＝", "\u00a0="])
def test_no_cell_becomes_a_formula(start: str) -> None:
    assert harmless(start + "1+1").startswith("'")


@given(st.text())
def test_no_text_at_all_becomes_a_formula_or_a_second_line(text: str) -> None:
    cell = harmless(text)
    assert cell.strip()[:1] not in tuple("=+-@＝＋－＠")
    assert "\n" not in cell
    assert "\r" not in cell


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_what_is_written_is_read_back_by_a_csv_reader(pseudo: str) -> None:
    text = marks_csv([], [Line(pseudo, {})]).decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[1][0] == harmless(pseudo)


def graded(lesson: str, stars: int | None, hour: int) -> Submission:
    result = None if stars is None else GradingResult(stars, 6)
    received = datetime(2026, 7, 1, hour, tzinfo=UTC)
    status: Any = "pending" if stars is None else "done"
    return Submission(
        f"{lesson}{hour}", "jeune-a", lesson, "", 0, status, received, result=result, place=hour
    )


def test_the_best_submission_counts_and_the_newest_of_equals() -> None:
    found = best_marks([graded("P01", 4, 9), graded("P01", 4, 10), graded("P01", 2, 11)])
    assert found == {"jeune-a": {"P01": Mark(4, 6, datetime(2026, 7, 1, 10, tzinfo=UTC))}}


def test_what_is_not_graded_yet_counts_not() -> None:
    assert best_marks([graded("P01", None, 9)]) == {}


def test_the_export_names_learners_by_their_pseudonym_only(classroom: Any) -> None:
    learner = classroom.learner()
    submission = classroom.hand_in(learner, b"{}")
    classroom.store.submissions.claim_next(classroom.now())
    classroom.store.submissions.finish(submission, GradingResult(5, 6), classroom.now())
    lessons = read_courses(classroom.settings.courses).lessons
    text = export_marks(classroom.store, lessons, [learner]).decode("utf-8-sig")
    pseudo = classroom.store.learners.get(learner).pseudo
    assert f'"{pseudo}";"5";"6";' in text
    assert learner not in text
