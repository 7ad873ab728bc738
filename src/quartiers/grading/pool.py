"""Grade many submissions of one lesson with a few processes, whatever happens to each."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.util import Finalize

from quartiers.grading.engine import Engine
from quartiers.grading.gradebook import flush
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import shared_nursery
from quartiers.lessons.model import Lesson
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings

WIDTH = 2
"""Processes: the second grades while the first waits for the disk or for a learner's code."""


def grade_all(
    lesson: Lesson, records: Sequence[HandedIn], settings: Settings, width: int = WIDTH
) -> Iterator[tuple[HandedIn, GradingResult | Exception]]:
    """Give each submission's result as it comes, or the exception that the machine is at fault for.

    Everything is imported once, then forked; SQLite lets one of them write at a time.
    """
    engine = Engine(settings)
    flush(engine.course(lesson).directory().db_url)  # no open connection may cross a fork
    with ProcessPoolExecutor(
        min(width, len(records)) or 1,
        multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(engine,),
    ) as pool:
        waiting = {pool.submit(_grade, lesson, record): record for record in records}
        for done in as_completed(waiting):
            trouble = done.exception()
            result = done.result() if trouble is None else _as_exception(trouble)
            yield waiting[done], result


_engines: list[Engine] = []


def _begin(engine: Engine) -> None:
    _engines[:] = [engine]
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    Finalize(None, shared_nursery().close, exitpriority=10)
    shared_nursery().warm_up()


def _grade(lesson: Lesson, record: HandedIn) -> GradingResult:
    return _engines[0].grade(lesson, record)


def _as_exception(trouble: BaseException) -> Exception:
    return trouble if isinstance(trouble, Exception) else RuntimeError(repr(trouble))
