"""Takes a learner out of nbgrader's gradebooks, their pages on the disk included."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from quartiers.grading.course import open_course
from quartiers.grading.gradebook import leave
from quartiers.sessions.engine import forget_deleted
from quartiers.settings import Settings


def leave_gradebook(settings: Settings, track: str, learner: str) -> None:
    """Remove a student with all their marks; twice is fine, and so is a track without gradebook."""
    directory = open_course(settings, track).directory()
    url = str(directory.db_url)
    if not Path(url.removeprefix("sqlite:///")).is_file():
        return
    with Gradebook(url, directory.course_id) as gradebook:
        try:
            gradebook.remove_student(learner)
        except MissingEntry:  # never graded in this track, or removed just before a power cut
            gradebook.db.rollback()
    leave(url)
    forget_deleted(url)
