"""The board puts first whoever needs somebody, and says since when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.lessons.model import Courses
from quartiers.room.animation.board import QUIET, tiles
from quartiers.sessions.model import (
    GradingResult,
    HelpRequest,
    Learner,
    LearnerSummary,
    Presence,
    Progress,
    Submission,
    Word,
)

NOW = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
NO_COURSES = Courses(Path("courses"), ())


def minutes(count: float) -> datetime:
    """So many minutes before now."""
    return NOW - timedelta(minutes=count)


def place(count: float) -> int:
    """Its place among all that came, so many minutes before now."""
    return round(1000 - 10 * count)


def learner(name: str) -> Learner:
    return Learner(f"jeune-{name}", 1, name, "Alma", minutes(60))


def summary(
    name,
    *,
    step_at=None,
    stuck_at=None,
    hand_at=None,
    handed_in_at=None,
    word_at=None,
    rework=False,
):
    me = learner(name)
    progress, submissions, words = {}, {}, {}
    if step_at is not None:
        stuck = minutes(stuck_at) if stuck_at is not None else None
        stars = {2: 3, 3: 1}
        progress["P01"] = Progress(
            me.id, "P01", "ecris", (), stars, minutes(step_at), stuck, place(step_at)
        )
    if handed_in_at is not None:
        result = GradingResult(7, 12)
        submissions["P01"] = Submission(
            "s",
            me.id,
            "P01",
            "",
            1,
            "done",
            minutes(handed_in_at),
            result=result,
            place=place(handed_in_at),
        )
    if word_at is not None:
        words["P01"] = Word(
            1, me.id, "P01", 1, "Bien", rework, minutes(word_at), place=place(word_at)
        )
    hand = HelpRequest(1, me.id, "P01", minutes(hand_at)) if hand_at is not None else None
    return LearnerSummary(me, progress, submissions, words, hand)


def board(*summaries, joined=30):
    presences = [Presence(1, one.learner, minutes(joined), place(joined)) for one in summaries]
    return tiles(presences, {one.learner.id: one for one in summaries}, NO_COURSES, NOW)


@pytest.mark.parametrize(
    ("facts", "state", "since"),
    [
        ({"step_at": 1, "hand_at": 4}, "main", 4),
        ({"step_at": 1, "stuck_at": 3}, "bloque", 3),
        ({"step_at": 1, "stuck_at": 3, "hand_at": 2}, "main", 2),
        ({"step_at": 9}, "calme", 9),
        ({"step_at": 1}, "travail", 1),
        ({"step_at": 3, "handed_in_at": 2}, "rendu", 2),
        ({"step_at": 3, "handed_in_at": 5, "word_at": 2}, "travail", 3),
        ({"step_at": 3, "handed_in_at": 5, "word_at": 2, "rework": True}, "reprise", 2),
        ({"step_at": 1, "handed_in_at": 1, "word_at": 2, "rework": True}, "rendu", 1),
    ],
)
def test_the_state_of_a_learner_is_the_most_urgent_one(facts, state, since):
    (tile,) = board(summary("Ada", **facts))
    assert (tile.state, tile.since) == (state, since)


def test_somebody_who_has_just_come_in_is_not_called_quiet():
    assert board(summary("Ada"), joined=1)[0].state == "arrivee"
    assert board(summary("Ada"), joined=QUIET.total_seconds() / 60 + 1)[0].state == "calme"


def test_last_weeks_progress_does_not_hide_an_arrival():
    assert board(summary("Ada", step_at=10_000), joined=1)[0].state == "arrivee"


def test_hands_come_first_and_the_one_up_the_longest_before_the_others():
    order = board(
        summary("Calme", step_at=9),
        summary("Coince", step_at=1, stuck_at=2),
        summary("Vient", step_at=1, hand_at=1),
        summary("Travaille", step_at=1),
        summary("Attend", step_at=1, hand_at=6),
    )
    assert [tile.pseudo for tile in order] == ["Attend", "Vient", "Coince", "Calme", "Travaille"]


def with_another_lesson(one, *, read_at=None):
    """The same learner, who handed in P00 twenty minutes ago before going on."""
    work = Submission(
        "t", one.learner.id, "P00", "", 1, "done", minutes(20), read_at=read_at, place=place(20)
    )
    return replace(one, submissions={**one.submissions, "P00": work})


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"step_at": 1}, "travail"),
        ({"step_at": 1, "hand_at": 4}, "main"),
        ({"step_at": 1, "stuck_at": 3}, "bloque"),
        ({"step_at": 9}, "calme"),
        ({}, "calme"),
    ],
)
def test_a_work_to_read_stays_on_the_card_whatever_the_learner_does_next(facts, state):
    (tile,) = board(with_another_lesson(summary("Ada", **facts)))
    assert (tile.state, tile.to_read) == (state, ("P00",))


def test_a_work_that_was_read_leaves_the_card():
    (tile,) = board(with_another_lesson(summary("Ada", step_at=1), read_at=minutes(2)))
    assert (tile.state, tile.to_read) == ("travail", ())


def test_works_of_two_lessons_are_counted_both_the_oldest_first():
    (tile,) = board(with_another_lesson(summary("Ada", step_at=1, handed_in_at=1)))
    assert (tile.state, tile.to_read, tile.works) == ("rendu", ("P00", "P01"), 2)


def test_whoever_has_a_work_to_read_comes_before_those_who_only_work():
    order = board(
        summary("Travaille", step_at=3),
        with_another_lesson(summary("Continue", step_at=1)),
        summary("Calme", step_at=9),
    )
    assert [tile.pseudo for tile in order] == ["Calme", "Continue", "Travaille"]


def test_the_stars_shown_are_the_best_known_ones():
    assert board(summary("Ada", step_at=1))[0].stars == 4
    assert board(summary("Ada", step_at=1, handed_in_at=1))[0].stars == 7


def test_a_lesson_that_left_the_programme_still_has_a_tile():
    (tile,) = board(summary("Ada", step_at=1))
    assert (tile.lesson, tile.title, tile.out_of) == ("P01", "", 0)


def test_a_clock_put_back_hides_neither_the_work_nor_the_answer():
    me = learner("Ada")
    work = Submission("s", me.id, "P01", "", 1, "done", minutes(-1440), place=5)
    step = Progress(me.id, "P01", "ecris", (), {}, minutes(1), None, 6)
    answer = Word(1, me.id, "P01", 1, "Bien", True, minutes(1), place=7)
    presence = [Presence(1, me, minutes(-1441), 4)]
    told = LearnerSummary(me, {"P01": step}, {"P01": work}, {"P01": answer}, None)
    (tile,) = tiles(presence, {me.id: told}, NO_COURSES, NOW)
    assert (tile.state, tile.to_read) == ("reprise", ())
