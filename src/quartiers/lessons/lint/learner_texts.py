"""Every text of a lesson that someone reads, with the place where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quartiers.lessons.lint import code, markdown
from quartiers.lessons.lint.rules import Seen, Subject
from quartiers.lessons.notebook import Cell


@dataclass(frozen=True)
class Text:
    """A text and its place."""

    content: str
    cell: Cell | None = None
    file: Path | None = None

    def seen(self, what: str, to_do: str, advice: bool = False) -> Seen:
        """A finding about this text."""
        return Seen(what, to_do, cell=self.cell, file=self.file, advice=advice)


def for_learners(subject: Subject) -> Iterator[Text]:
    """What learners read: the notebook, the sentences of checks, the careers card."""
    for cell in subject.notebook.cells:
        for content in _in_cell(cell):
            yield Text(content, cell=cell)
    lesson = subject.lesson
    contents = [lesson.title, *(blocker.sentence for blocker in lesson.blockers)]
    card = lesson.career
    contents += [card.gesture, card.job, card.nearby, card.from_fifteen]
    contents += [exercise.title for exercise in lesson.exercises]
    for content in contents:
        yield Text(content, file=lesson.settings_file)
    for exercise in subject.answers.exercises:
        for refused in exercise.refused:
            yield Text(refused.sentence, file=lesson.answers_file)


def for_adults(subject: Subject) -> Iterator[Text]:
    """What animators and volunteers read in the lesson's settings."""
    lesson = subject.lesson
    for content in (lesson.objective, lesson.wow, lesson.entry, lesson.unplugged, lesson.split):
        yield Text(content, file=lesson.settings_file)


def for_everyone(subject: Subject) -> Iterator[Text]:
    """Both."""
    yield from for_learners(subject)
    yield from for_adults(subject)


def _in_cell(cell: Cell) -> Iterator[str]:
    if not cell.is_code:
        yield markdown.prose(cell.source)
        yield from (picture.alt for picture in markdown.pictures(cell.source))
        return
    yield from code.texts_in(cell.source)
    if cell.role != "controle":
        yield from code.comments_in(_as_read(cell))


def _as_read(cell: Cell) -> str:
    """An answer cell with its starter as code, not as the comments it is stored in."""
    parts = code.cut(cell) if cell.role == "reponse" else None
    if parts is None:
        return cell.source
    return "\n".join([parts.before, parts.solution, parts.starter or "", parts.after])
