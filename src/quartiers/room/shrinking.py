"""Has pictures of learners made small by a process that is nobody, sees nothing and ends soon."""

from __future__ import annotations

import logging
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from quartiers.grading.workspace import GradingRefused, new_workspace
from quartiers.kernels.contain import Walls, contained_command
from quartiers.kernels.limits import Limits
from quartiers.room.media.intake import PYTHON
from quartiers.room.media.shrink import asked, read_answers
from quartiers.settings import Settings

log = logging.getLogger(__name__)

SECONDS = 20
TRIES = 3
# One process and no thread, 12 million pixels twice over, and answers of a few megabytes.
LIMITS = Limits(memory=768, file=256, processes=1, files=64, cpu=15)


def shrink(settings: Settings, pictures: Sequence[bytes], side: int) -> list[bytes | None]:
    """A PNG of at most `side` pixels for each of these PNG or GIF; None for what is none.

    One process does all; those after one that ended it are tried again without it, a few times.
    Blocks.
    """
    found: list[bytes | None] = []
    for _ in range(TRIES):
        answers = one_process(settings, pictures[len(found) :], side)
        found += [answer or None for answer in answers]
        if len(found) >= len(pictures):
            return found
        log.warning("a picture of a learner ended the process that looked at it")
        found.append(None)
    return [*found, *[None] * (len(pictures) - len(found))]


def one_process(settings: Settings, pictures: Sequence[bytes], side: int) -> list[bytes]:
    """The answers of one process, fewer than the pictures when one of these ended it."""
    with (
        tempfile.TemporaryFile() as question,
        tempfile.TemporaryFile() as answer,
        walls(settings) as around,
    ):
        for content in pictures:
            question.write(asked(content, side))
        question.seek(0)
        process = subprocess.Popen(
            contained_command(around, [*PYTHON, "-m", "quartiers.room.media.shrink"]),
            stdin=question,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        )
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        answer.seek(0)
        return read_answers(answer)[: len(pictures)]


@contextmanager
def walls(settings: Settings) -> Iterator[Walls]:
    """An identity and a folder that serve once, as those of a graded copy."""
    try:
        workspace = new_workspace(settings)
    except GradingRefused:  # a machine without walls, where our own account is all there is
        with tempfile.TemporaryDirectory(prefix="pixel-images-") as folder:
            yield Walls(Path(folder), network=False, die_with_parent=True, limits=LIMITS)
        return
    try:
        yield replace(workspace.walls, unix_sockets=False, limits=LIMITS)
    finally:
        workspace.remove()
