"""What goes into the copy that is given to a learner, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from jinja2 import Environment

from quartiers.grading.french import PARIS
from quartiers.grading.inbox import NothingHandedIn, take
from quartiers.grading.names import UnsafeName
from quartiers.grading.sheet import render
from quartiers.lessons.model import Lesson
from quartiers.room.copies import told
from quartiers.room.copies.archive import Item, text_item
from quartiers.room.copies.folders import Budget, files_under
from quartiers.room.learners.sheet import read_sheet
from quartiers.room.room import Room
from quartiers.room.steps import STEPS
from quartiers.sessions.dossier import read_dossier
from quartiers.sessions.model import Learner, Submission

PAGE = "learners/copie.html"


def items_of(room: Room, templates: Environment, young: Learner, now: datetime) -> Iterator[Item]:
    """All that the house holds of a learner; the page that tells it comes last.

    It alone knows what could not be taken.
    """
    budget = Budget()
    handed_in = room.store.submissions.of_learners([young.id])
    yield from files_under(room.settings.home(young.id), "dossier", budget)
    yield from files_under(room.settings.handovers / young.id, "en_route", budget)
    yield from bytes_handed_in(room, handed_in, budget)
    yield from feedback_pages(room, young, handed_in)
    yield from told_by_the_store(room, young, handed_in, now)
    yield text_item("lisez-moi.html", now, page(room, templates, young, now, budget))


def bytes_handed_in(room: Room, handed_in: list[Submission], budget: Budget) -> Iterator[Item]:
    """Each work as it was received, under its lesson and its date."""
    for one in handed_in:
        lesson = room.lesson(one.lesson)
        name = lesson.assignment if lesson else one.lesson
        when = one.received_at.astimezone(PARIS).strftime("%Y-%m-%d_%H-%M-%S")
        path = f"rendus/{one.lesson}/{when}_{one.id[:8]}/{name}.ipynb"
        try:
            content = take(room.settings.inbox, one.id, name)
        except (NothingHandedIn, UnsafeName):
            budget.left_out.append(path)
            continue
        yield text_item(path, one.received_at, content)


def feedback_pages(room: Room, young: Learner, handed_in: list[Submission]) -> Iterator[Item]:
    """The feedback of each lesson that was handed in, as its learner prints it."""
    for lesson in lessons_of(room, handed_in):
        received = max(one.received_at for one in handed_in if one.lesson == lesson.code)
        sheet = render(read_sheet(room, young, lesson))
        yield text_item(f"retours/{lesson.code}.html", received, sheet)


def lessons_of(room: Room, handed_in: list[Submission]) -> list[Lesson]:
    """The lessons that were handed in, in the order of the map."""
    codes = {one.lesson for one in handed_in}
    return [lesson for lesson in room.courses.lessons if lesson.code in codes]


def told_by_the_store(
    room: Room, young: Learner, handed_in: list[Submission], now: datetime
) -> Iterator[Item]:
    """The same as the page says, for spreadsheets and for programs."""
    titles, words = told.titles_of(room.courses), room.store.words.of_learners([young.id])
    dossier = read_dossier(room.store.database, young.id)
    yield text_item("donnees/etoiles.csv", now, told.stars_csv(handed_in, titles))
    yield text_item("donnees/mots.csv", now, told.words_csv(words, titles))
    yield text_item("donnees/donnees.json", now, told.dossier_json(dossier))


def page(room: Room, templates: Environment, young: Learner, now: datetime, budget: Budget) -> str:
    """The page to read first."""
    store = room.store
    handed_in = store.submissions.of_learners([young.id])
    words, progress = store.words.of_learners([young.id]), store.progress.of_learner(young.id)
    return templates.get_template(PAGE).render(
        young=young,
        now=now,
        steps=STEPS,
        dossier=read_dossier(store.database, young.id),
        lessons=told.by_lesson(told.titles_of(room.courses), progress, handed_in, words),
        left_out=budget.left_out,
    )
