"""All that the data folder holds of a learner, one step after the other; each may be done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from quartiers.grading.erasing.box import forget_in_box
from quartiers.grading.erasing.gradebooks import leave_gradebook
from quartiers.grading.erasing.logs import blot_out
from quartiers.grading.erasing.trees import remove
from quartiers.grading.exchange.release_feedback import RELEASED
from quartiers.grading.names import safe_name
from quartiers.kernels.disk import note
from quartiers.lessons.gradebook_file import ASIDE
from quartiers.sessions.erasures import Erasure
from quartiers.settings import Settings

GRADED = ("submitted", "autograded", "feedback", RELEASED)
"""The folders of a course that have one folder a learner."""

DiskStep = Callable[[Settings, Erasure], None]


def erase_home(settings: Settings, erasure: Erasure) -> None:
    """Notebooks, versions, creations, photos, sounds."""
    remove(settings.home(safe_name(erasure.id)))


def erase_disk_note(settings: Settings, erasure: Erasure) -> None:
    """How much of the disk they held, as the watch tells the board."""
    note.forget(settings.hub_folder, erasure.id)


def erase_inbox(settings: Settings, erasure: Erasure) -> None:
    """What was handed in, byte for byte."""
    for submission in erasure.submissions:
        remove(settings.inbox / safe_name(submission))
    forget_in_box(settings.inbox, erasure.id)


def erase_handovers(settings: Settings, erasure: Erasure) -> None:
    """What was on its way to them from a pair."""
    remove(settings.handovers / safe_name(erasure.id))


def erase_courses(settings: Settings, erasure: Erasure) -> None:
    """What nbgrader made of it: copies with their hidden tests, feedback pages."""
    for course in courses(settings):
        for step in GRADED:
            remove(course / step / safe_name(erasure.id))


def erase_marks(settings: Settings, erasure: Erasure) -> None:
    """Their lines in every gradebook."""
    for course in courses(settings):
        leave_gradebook(settings, course.name, erasure.id)
        for damaged in course.glob(f"{ASIDE}*"):  # nobody can take one learner out of it
            remove(damaged)


def erase_logs(settings: Settings, erasure: Erasure) -> None:
    """Their server's own log, and their names in those of the house."""
    remove(settings.learner_log(safe_name(erasure.id)))
    names = (erasure.id, erasure.pseudo, quote(erasure.pseudo))
    for log in sorted(settings.logs.glob("*.log")):
        blot_out(log, [name.encode() for name in names])


STEPS: tuple[DiskStep, ...] = (
    erase_home,
    erase_disk_note,
    erase_inbox,
    erase_handovers,
    erase_courses,
    erase_marks,
    erase_logs,
)


def courses(settings: Settings) -> Iterator[Path]:
    """The folders of nbgrader's courses, those of tracks that left the map included."""
    folder = settings.data / "cours"
    for course in sorted(folder.iterdir()) if folder.is_dir() else ():
        if course.is_dir() and not course.name.startswith("."):
            yield course


def erase_from_disk(settings: Settings, erasure: Erasure) -> None:
    """Do every step; whatever stops one, doing all of them again brings to the same end."""
    for step in STEPS:
        step(settings, erasure)
