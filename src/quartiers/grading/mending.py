"""A damaged gradebook is made anew, and the works that it lost are graded into it again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from quartiers.lessons.build import mend_gradebook
from quartiers.lessons.gradebook_file import NAME
from quartiers.lessons.read import read_courses
from quartiers.sessions import Store, Submission
from quartiers.settings import Settings

GRADED = (
    "SELECT student_id, assignment.name FROM submitted_assignment "
    "JOIN assignment ON assignment_id = assignment.id"
)
"""Which learners' works a gradebook has."""


def mend_all(settings: Settings) -> bool:
    """Look at every gradebook, and make anew those that are damaged; whether one was."""
    tracks = read_courses(settings.courses).tracks
    mended = [mend_gradebook(settings, track.id) for track in tracks]
    return any(mended)


def lost_works(settings: Settings, store: Store) -> list[Submission]:
    """The last graded work of each learner in each lesson that its gradebook does not have."""
    lost: list[Submission] = []
    for track in read_courses(settings.courses).tracks:
        graded = _graded(settings, track.id)
        for lesson in track.lessons:
            lost += [
                one
                for one in store.submissions.last_done(lesson.code)
                if (one.learner_id, lesson.assignment) not in graded
            ]
    return lost


def _graded(settings: Settings, track: str) -> set[tuple[str, str]]:
    path = settings.course_folder(track) / NAME
    if not path.is_file():
        return set()
    try:
        with closing(sqlite3.connect(path, timeout=20)) as connection:
            return set(connection.execute(GRADED))
    except sqlite3.DatabaseError as trouble:
        if "no such table" in str(trouble):
            return set()
        raise
