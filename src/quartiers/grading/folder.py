"""Grade the works of a folder outside a séance: the entry of `./pixel noter`."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.engine import Engine
from quartiers.grading.erasing.trees import remove
from quartiers.grading.gathering import Unread
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.inbox import drop
from quartiers.grading.intake import read_handed_in
from quartiers.grading.judge.births import shared_nursery
from quartiers.grading.nbfiles import written
from quartiers.grading.sorting import Work
from quartiers.lessons.build import mend_gradebook
from quartiers.lessons.model import Lesson
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings

TROUBLE = "La correction s'est arrêtée sur ce travail. Relancez ./pixel noter."
LONGEST_SLUG = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Graded:
    """One work: `result`, or None and the French `sentence` that says why."""

    learner: str
    result: GradingResult | None
    sentence: str = ""


def grade_works(
    works: Iterable[Work], lesson: Lesson, settings: Settings, now: datetime
) -> Iterator[Graded]:
    """Grade each work, giving each as it comes.

    One that cannot be graded never stops the next. The files are left as they are.
    """
    mend_gradebook(settings, lesson.track)
    engine, nursery = Engine(settings), shared_nursery()
    try:
        for work in works:
            yield _grade(engine, lesson, settings, work, now)
    finally:
        nursery.close()


def student_of(learner: str) -> str:
    """A learner's name as one for nbgrader, which takes plain letters: two names never meet.

    "zoe" stays so; "Zoé B." becomes "Zoe-B-" and six signs that are its own; so does any script.
    """
    whole = unicodedata.normalize("NFC", learner)
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[A-Za-z0-9_]+", plain)).lstrip("_-")[:LONGEST_SLUG]
    if slug == whole:
        return slug
    own = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{slug or 'eleve'}-{own}"


def _grade(engine: Engine, lesson: Lesson, settings: Settings, work: Work, now: datetime) -> Graded:
    submission = f"dossier-{secrets.token_hex(8)}"
    record = HandedIn(student_of(work.learner), submission, now, work.learner)
    try:
        drop(settings.inbox, submission, lesson.assignment, _content(work))
        return Graded(work.learner, engine.grade(lesson, record))
    except Unread as refusal:
        return Graded(work.learner, None, f"{work.piece.label} {refusal}")
    except Exception:  # whatever one work does, the next ones are graded
        log.exception("%s n'est pas noté", work.piece.label)
        return Graded(work.learner, None, TROUBLE)
    finally:
        with suppress(OSError):  # the adult has the file: nobody would ever erase this copy
            remove(settings.inbox / submission)


def _content(work: Work) -> bytes:
    """The notebook, without what it showed when that is heavy."""
    content = work.piece.read()
    if len(content) <= LARGEST_NOTEBOOK:
        return content
    return written(read_handed_in(content)).encode()
