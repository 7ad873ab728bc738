"""One finding of a rule on a lesson, with the place a volunteer can go to."""

from __future__ import annotations

from dataclasses import dataclass

from quartiers.lessons.lint.rules import Rule, Seen, Subject
from quartiers.lessons.problems import short_path


@dataclass(frozen=True)
class Finding:
    """What was seen, where, and what to do; `advice` does not refuse the lesson."""

    lesson: str
    rule: str
    place: str
    seen: str
    to_do: str
    advice: bool


def finding(subject: Subject, rule: Rule, seen: Seen) -> Finding:
    """Add its place to what a rule saw."""
    file = seen.file or subject.notebook.file
    place = short_path(file)
    if seen.cell is not None:
        place += f", cellule {seen.cell.position} ({seen.cell.id})"
    return Finding(subject.lesson.code, rule.name, place, seen.seen, seen.to_do, seen.advice)
