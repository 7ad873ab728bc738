"""Bring a published lesson into a learner's home, each file whole, never over her work."""

from __future__ import annotations

import shutil
from pathlib import Path

from quartiers.grading.publication import fetch_lesson

VOICES = Path("media", "voix")  # recorded by animators, again at times: the newest is brought


def bring_lesson(published: Path, home: Path, track: str, assignment: str) -> Path:
    """Put the files the learner lacks in `home/<track>/<assignment>` and return that folder.

    The voices, which are nobody's work, are brought again when they have changed. Raises
    FileNotFoundError when the lesson is not published, ValueError when a name could lead elsewhere.
    """
    target = fetch_lesson(published, home, track, assignment)
    renew(published / track / assignment / VOICES, target / VOICES)
    return target


def renew(source: Path, target: Path) -> None:
    """Bring the files of a folder that are not the same any more."""
    for voice in sorted(source.iterdir()) if source.is_dir() else ():
        mine = target / voice.name
        if mine.is_file() and mine.read_bytes() != voice.read_bytes():
            shutil.copyfile(voice, mine)
