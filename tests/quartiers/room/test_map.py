"""«Mes leçons» as data: states, stars, and what to go on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quartiers.lessons.model import Courses
from quartiers.lessons.read import read_courses
from quartiers.room.learners.feedback import make_feedback
from quartiers.room.learners.map import CardPicture, Map, make_map, state_of
from quartiers.sessions import (
    ExerciseResult,
    GradingResult,
    Learner,
    LearnerSummary,
    Progress,
    Submission,
    Word,
)
from quartiers.settings import Settings

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
ME = Learner("jeune-abcdef", 1, "Renard turquoise", "Alma", NOON)
PATH = ("predis", "lance", "modifie", "garder", "bilan")
ALL = {"C00": PATH, "P01": PATH, "P02": PATH}


@pytest.fixture
def courses(settings: Settings) -> Courses:
    return read_courses(settings.courses)


def began(code: str, minutes: int = 0, **stars: int) -> Progress:
    moment = NOON + timedelta(minutes=minutes)
    counted = {int(key[1:]): value for key, value in stars.items()}
    return Progress(ME.id, code, "modifie", ("predis", "lance"), counted, moment, None, minutes)


def handed_in(code: str, status: str = "done", minutes: int = 0, stars: int = 0) -> Submission:
    result = GradingResult(stars, 5, (ExerciseResult(2, stars, 3, "Phrase."),))
    moment = NOON + timedelta(minutes=minutes)
    kept = result if status == "done" else None
    return Submission("s", ME.id, code, "", 1, status, moment, result=kept, place=minutes)  # type: ignore[arg-type]


def word(code: str, rework: bool = False, minutes: int = 0, read: bool = False) -> Word:
    moment = NOON + timedelta(minutes=minutes)
    seen = moment if read else None
    return Word(1, ME.id, code, None, "Un mot.", rework, moment, seen, minutes)


def summary(*things: Any) -> LearnerSummary:
    kinds = {
        kind: {thing.lesson: thing for thing in things if isinstance(thing, kind)}
        for kind in (Progress, Submission, Word)
    }
    return LearnerSummary(ME, kinds[Progress], kinds[Submission], kinds[Word])


def the_map(courses: Courses, known: LearnerSummary, *today: str, published: Any = ALL) -> Map:
    return make_map(courses, published, known, today, lambda lesson: CardPicture())


@pytest.mark.parametrize(
    ("things", "state"),
    [
        ([], "nouvelle"),
        ([began("P01")], "commencee"),
        ([handed_in("P01", "pending")], "attente"),
        ([handed_in("P01")], "rendue"),
        ([handed_in("P01"), word("P01", minutes=5)], "mot"),
        ([handed_in("P01"), word("P01", minutes=5, read=True)], "rendue"),
        ([handed_in("P01"), word("P01", rework=True, minutes=5, read=True)], "reprise"),
        ([handed_in("P01", minutes=9), word("P01", rework=True, read=True)], "rendue"),
    ],
)
def test_the_state_is_what_asks_most_of_the_learner(things: list[Any], state: str) -> None:
    assert state_of(summary(*things), "P01") == state


def test_a_newcomer_begins_with_the_welcome_whatever_the_lesson_of_the_day(
    courses: Courses,
) -> None:
    shown = the_map(courses, summary(), "P01")
    assert shown.is_new
    assert shown.current is not None
    assert shown.current.lesson.code == "C00"


def test_the_lesson_begun_last_is_the_one_to_continue(courses: Courses) -> None:
    shown = the_map(courses, summary(began("P01", 1), began("C00", 9)), "P02")
    assert shown.current is not None
    assert shown.current.lesson.code == "C00"


def test_after_handing_in_the_lesson_of_the_day_comes_next(courses: Courses) -> None:
    known = summary(began("P01"), handed_in("P01"))
    shown = the_map(courses, known, "P01", "P02")
    assert shown.current is not None
    assert shown.current.lesson.code == "P02"


def test_when_everything_is_handed_in_nothing_is_pushed(courses: Courses) -> None:
    known = summary(*(handed_in(code) for code in ALL), began("P01"))
    assert the_map(courses, known).current is None


def test_stars_are_the_best_of_live_checks_and_grading(courses: Courses) -> None:
    known = summary(began("P01", e2=3, e3=1), handed_in("P01", stars=2))
    shown = the_map(courses, known)
    card = next(card for path in shown.paths for card in path.cards if card.lesson.code == "P01")
    assert (card.stars, card.out_of) == (4, 5)


def test_a_lesson_counts_the_steps_that_are_walked_in_it_and_no_other(courses: Courses) -> None:
    read_only = replace(began("P01"), steps_done=("titre", "predis", "lance", "metier"))
    (card,) = the_map(courses, summary(read_only), published={"P01": PATH}).paths[0].cards
    assert (card.done, card.steps) == (2, 5)


def test_lessons_that_are_not_published_are_not_on_the_map(courses: Courses) -> None:
    shown = the_map(courses, summary(), published={"P02": PATH})
    assert [card.lesson.code for path in shown.paths for card in path.cards] == ["P02"]
    assert [card.position for path in shown.paths for card in path.cards] == [1]


def test_after_the_welcome_comes_the_first_track_and_after_the_last_lesson_nothing(
    courses: Courses,
) -> None:
    welcome, first, last = courses.lessons
    assert courses.after(welcome) == first
    assert courses.after(first) == last
    assert courses.after(last) is None


def test_handing_in_again_ends_the_rework(courses: Courses) -> None:
    lesson = courses.lesson("P01")
    asked = word("P01", rework=True, minutes=5)
    assert make_feedback(courses, lesson, handed_in("P01"), [asked]).rework
    assert not make_feedback(courses, lesson, handed_in("P01", minutes=9), [asked]).rework


def test_feedback_names_each_exercise_as_the_lesson_does(courses: Courses) -> None:
    feedback = make_feedback(courses, courses.lesson("P01"), handed_in("P01", stars=2), ())
    (line,) = feedback.lines
    assert (line.kind, line.title, line.stars, line.out_of) == ("Modifie", "Le grand coin", 2, 3)
