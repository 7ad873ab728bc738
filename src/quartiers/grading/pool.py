"""Grade many submissions of one lesson with a few processes, whatever happens to each."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import Nursery, share, shared_nursery
from quartiers.grading.judge.hearth import Hearth
from quartiers.grading.light import light_nbgrader
from quartiers.lessons.model import Lesson
from quartiers.sessions.model import GradingResult
from quartiers.settings import Settings

if TYPE_CHECKING:
    from quartiers.grading.engine import Engine  # imports nbgrader: a second

WIDTH = 2
"""Processes: the second grades while the first waits for the disk or for a learner's code."""


def grade_all(
    lesson: Lesson, records: Sequence[HandedIn], settings: Settings, width: int = WIDTH
) -> Iterator[tuple[HandedIn, GradingResult | Exception]]:
    """Give each submission's result as it comes, or the exception that the machine is at fault for.

    Everything is imported, and used for the first submission, once, then forked; SQLite lets one
    of them write at a time. The stars are on the disk once the last result was given: after a
    power cut, grade again.
    """
    hearth = Hearth()
    hearth.light()  # on another core, while we import nbgrader
    try:
        engine = _ready(settings)
        for record in records[:1]:
            yield record, _graded_here(engine, hearth, lesson, record)
        yield from _graded_by_many(engine, hearth, lesson, records[1:], width)
        engine.settle(lesson)
    finally:
        hearth.close()


def _ready(settings: Settings) -> Engine:
    gc.disable()  # so much is imported, of which nothing goes away
    try:
        with light_nbgrader():
            from quartiers.grading.engine import Engine
    finally:
        gc.enable()
    return Engine(settings, lasting=False)  # waiting for the disk at each copy is half the time


def _graded_here(
    engine: Engine, hearth: Hearth, lesson: Lesson, record: HandedIn
) -> GradingResult | Exception:
    """The first submission pays for what every process would do once: queries, templates."""
    share(Nursery(hearth))
    try:
        return engine.grade(lesson, record)
    except Exception as trouble:
        return trouble
    finally:
        shared_nursery().close()


def _graded_by_many(
    engine: Engine, hearth: Hearth, lesson: Lesson, records: Sequence[HandedIn], width: int
) -> Iterator[tuple[HandedIn, GradingResult | Exception]]:
    if not records:
        return
    engine.let_go()
    with ProcessPoolExecutor(
        min(width, len(records)),
        multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(engine, hearth),
    ) as pool:
        waiting = {pool.submit(_grade, lesson, record): record for record in records}
        for done in as_completed(waiting):
            trouble = done.exception()
            result = done.result() if trouble is None else _as_exception(trouble)
            yield waiting[done], result


_engines: list[Engine] = []


def _begin(engine: Engine, hearth: Hearth) -> None:
    gc.freeze()  # all these modules stay: not to be looked through again and again
    _engines[:] = [engine]
    share(Nursery(hearth))
    Finalize(None, shared_nursery().close, exitpriority=10)
    shared_nursery().warm_up()


def _grade(lesson: Lesson, record: HandedIn) -> GradingResult:
    return _engines[0].grade(lesson, record)


def _as_exception(trouble: BaseException) -> Exception:
    return trouble if isinstance(trouble, Exception) else RuntimeError(repr(trouble))
