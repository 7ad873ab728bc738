"""What the store holds, as files for people and for spreadsheets."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from quartiers.room.copies.told import by_lesson, dossier_json, stars_csv, words_csv
from quartiers.sessions import ExerciseResult, GradingResult
from quartiers.sessions.model import Progress, Submission, Word

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TITLES = {"C00": "Bienvenue", "P01": "Mon initiale"}


def submission(lesson: str = "P01") -> Submission:
    result = GradingResult(2, 3, (ExerciseResult(2, 2, 3, "=Presque ; là"),))
    return Submission("s", "jeune-abcdef", lesson, "0", 1, "done", NOON, result=result)


def word(lesson: str = "P01") -> Word:
    return Word(1, "jeune-abcdef", lesson, None, "Ligne une\nligne deux", True, NOON)


def test_stars_open_right_in_a_french_spreadsheet_and_start_no_formula() -> None:
    lines = stars_csv([submission()], TITLES).decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"Leçon";"Titre";"Rendu le"')
    assert lines[1] == '"P01";"Mon initiale";"18/11/2026 13:00";"2";"2";"3";"\'=Presque ; là"'


def test_words_are_one_line_each() -> None:
    lines = words_csv([word()], TITLES).decode("utf-8-sig").splitlines()
    assert lines[1:] == ['"P01";"Mon initiale";"18/11/2026 13:00";"Ligne une ligne deux";"oui";""']


def test_lessons_are_told_in_the_order_of_the_map_and_old_ones_last() -> None:
    progress = [Progress("jeune-abcdef", "P01", "modifie", (), {2: 1}, NOON)]
    told = by_lesson(TITLES, progress, [submission("A99")], [word("C00")])
    assert [one.title for one in told] == ["Bienvenue", "Mon initiale", "A99"]
    assert (len(told[0].words), told[1].progress, len(told[2].handed_in)) == (1, progress[0], 1)


def test_rows_are_told_with_times_that_programs_read() -> None:
    told = json.loads(dossier_json({"words": [{"text": "né\ud800", "written_at": NOON}]}))
    assert told == {"words": [{"text": "né?", "written_at": "2026-11-18T12:00:00+00:00"}]}
