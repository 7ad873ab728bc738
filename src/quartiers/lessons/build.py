"""Build what learners receive: media, release by nbgrader, publication."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quartiers.durable import flush_tree, write_whole
from quartiers.lessons import publish
from quartiers.lessons.gradebook_file import STAMPS, ensure_sound
from quartiers.lessons.media import make_media
from quartiers.lessons.model import Lesson
from quartiers.lessons.problems import LessonError
from quartiers.lessons.read import read_courses
from quartiers.settings import REPOSITORY, Settings

log = logging.getLogger(__name__)

BUILDERS = ("build.py", "publish.py", "regions.py", "release.py", "starter.py", "voices.py")
GENERATED = {".ipynb_checkpoints", "__pycache__"}


def build_lesson(
    lesson: Lesson, settings: Settings, unless: Callable[[], bool] = lambda: False
) -> Path:
    """Build one lesson, whatever was built before; the folder where learners find it.

    `unless` is asked once nobody else builds: what another has just built is not built again.
    """
    with _alone(settings):
        if unless():
            return target_of(lesson, settings)
        target = _build(lesson, settings)
        _write_index(settings)
    return target


def build_all(settings: Settings, force: bool = False) -> list[Path]:
    """Build every lesson of the map that changed since its last build; where they all are.

    A lesson that cannot be built is said in the log and keeps its last published copy, if it had
    one: it must not keep the others from a séance. Lessons that left the map leave `publie/` too.
    """
    lessons = read_courses(settings.courses).lessons
    with _alone(settings):
        for track in sorted({lesson.track for lesson in lessons}):
            ensure_sound(settings, track)
        for lesson in lessons:
            if force or not is_built(lesson, settings):
                _build_or_say(lesson, settings)
        targets = [target_of(lesson, settings) for lesson in lessons]
        publish.remove_unknown(settings.published, set(targets))
        _write_index(settings)
    return [target for target in targets if publish.is_readable(target)]


def mend_gradebook(settings: Settings, track: str) -> bool:
    """Keep a track's damaged gradebook aside, and have its lessons built again; whether it was."""
    with _alone(settings):
        return ensure_sound(settings, track)


def is_built(lesson: Lesson, settings: Settings) -> bool:
    """Whether the published copy comes from the lesson, the media and the tools as they are."""
    stamp = _stamp_of(lesson, settings)
    if not publish.is_readable(target_of(lesson, settings)) or not stamp.is_file():
        return False
    return stamp.read_text(encoding="utf-8", errors="replace") == digest_of(lesson)


def target_of(lesson: Lesson, settings: Settings) -> Path:
    """Where a lesson is published."""
    return settings.published / lesson.track / lesson.assignment


def digest_of(lesson: Lesson) -> str:
    """A digest of every file the published copy depends on."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    tools = [here / name for name in BUILDERS] + [REPOSITORY / "grader_config.py"]
    for path in [*tools, *sorted(lesson.folder.rglob("*"))]:
        if path.is_file() and not GENERATED & set(path.parts):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _build_or_say(lesson: Lesson, settings: Settings) -> None:
    try:
        _build(lesson, settings)
    except LessonError as reason:
        log.warning("%s", reason)


def _build(lesson: Lesson, settings: Settings) -> Path:
    from quartiers.lessons.release import release

    make_media(lesson)
    _ensure_private(settings.course_folder(lesson.track))
    released = release(lesson, settings)
    target = publish.publish(lesson, released, settings.published)
    flush_tree(released)  # nbgrader does not, and the stamp would outlive what it speaks of
    stamp = _stamp_of(lesson, settings)
    write_whole(stamp, digest_of(lesson))
    return target


def _write_index(settings: Settings) -> None:
    """List the published lessons, in the order of the map."""
    cards = [
        json.loads((folder / publish.CARD).read_text(encoding="utf-8"))
        for lesson in read_courses(settings.courses).lessons
        if publish.is_readable(folder := target_of(lesson, settings))
    ]
    publish.write_index(settings.published, cards)


def _stamp_of(lesson: Lesson, settings: Settings) -> Path:
    return settings.course_folder(lesson.track) / STAMPS / f"{lesson.assignment}.txt"


def _ensure_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in (folder, folder.parent):
        one.chmod(0o700)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Let one process build at a time: nbgrader empties the release folder before it writes."""
    _ensure_private(settings.data / "cours" / ".verrou")
    with open(settings.data / "cours" / ".verrou" / "construction", "w") as lock:
        _lock(lock)
        yield


def _lock(file: Any) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one person builds, by hand
        return
    fcntl.flock(file, fcntl.LOCK_EX)
