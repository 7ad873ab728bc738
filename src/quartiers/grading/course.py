"""One track opened as an nbgrader course: its folders, its gradebook, the released lessons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from quartiers.lessons.build import build_lesson, is_built
from quartiers.lessons.model import Lesson
from quartiers.lessons.release import environment
from quartiers.settings import REPOSITORY, Settings

CONFIG_FILE = "grader_config.py"


@dataclass(frozen=True)
class Course:
    """A track: nbgrader's own objects, from `grader_config.py`."""

    track: str
    config: Config

    def directory(self, learner: str = "*", assignment: str = "") -> CourseDirectory:
        """nbgrader's view of the course for one learner and lesson."""
        return CourseDirectory(config=self.config, student_id=learner, assignment_id=assignment)

    def path(self, step: str, learner: str, assignment: str) -> Path:
        """The folder of a lesson at a step of nbgrader (release, submitted, autograded…)."""
        anyone = self._anyone
        return Path(anyone.format_path(getattr(anyone, f"{step}_directory"), learner, assignment))

    @cached_property
    def _anyone(self) -> CourseDirectory:
        return self.directory()


def open_course(settings: Settings, track: str) -> Course:
    """Load `grader_config.py` for a track, as nbgrader's command line would."""
    with environment({**settings.to_env(), "QUARTIERS_TRACK": track}):
        config = PyFileConfigLoader(CONFIG_FILE, path=str(REPOSITORY)).load_config()
    settings.course_folder(track).mkdir(mode=0o700, parents=True, exist_ok=True)
    return Course(track, config)


def ensure_released(course: Course, lesson: Lesson, settings: Settings) -> None:
    """Build the lesson unless its released version comes from its files as they are."""
    released = course.path("release", ".", lesson.assignment) / lesson.notebook.name

    def is_there() -> bool:
        whole = released.is_file() and released.stat().st_size > 0  # a power cut may empty it
        return whole and is_built(lesson, settings)

    if not is_there():
        build_lesson(lesson, settings, unless=is_there)
