"""Make a lesson's pictures and sounds: run `media/fabriquer.py` when what it made is stale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from quartiers import durable
from quartiers.lessons.model import Lesson
from quartiers.lessons.problems import unusable

SCRIPT = "fabriquer.py"
STAMP = "__pycache__/fabrique.txt"  # a folder that neither git nor nbgrader looks into
SECONDS = 300


def make_media(lesson: Lesson) -> bool:
    """Run the script when needed, in a process of its own; whether it ran.

    It ran well once its stamp is newer than the script and every file it
    named then is still there. `LessonError` in French when it ends badly.
    """
    script = lesson.media / SCRIPT
    if not script.exists() or not is_stale(lesson.media):
        return False
    before = _files(lesson.media)
    done = subprocess.run(
        [sys.executable, SCRIPT],
        cwd=lesson.media,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["sans message"])[-1]
        raise unusable(
            script,
            f"ce script s'est arrêté ({last}).",
            "Il écrit ses images et ses sons à côté de lui.",
            "Lancez-le seul, depuis le dossier media, pour voir tout le message.",
        )
    _write_stamp(lesson.media, before)
    return True


def is_stale(media: Path) -> bool:
    """Whether the script is newer than its stamp, or one of the files it made is gone."""
    stamp = media / STAMP
    if not stamp.exists() or stamp.stat().st_mtime < (media / SCRIPT).stat().st_mtime:
        return True
    made = stamp.read_text(encoding="utf-8").split("\n")
    return any(name and not (media / name).exists() for name in made)


def _write_stamp(media: Path, before: dict[str, int]) -> None:
    """Remember what the script made: the files that are new or were written again."""
    now = _files(media)
    made = sorted(name for name, when in now.items() if before.get(name) != when)
    durable.flush_tree(media)  # a stamp that outlives what it speaks of would be believed
    durable.write_whole(media / STAMP, "\n".join(made) + "\n", 0o644)


def _files(media: Path) -> dict[str, int]:
    return {
        path.relative_to(media).as_posix(): path.stat().st_mtime_ns
        for path in media.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
