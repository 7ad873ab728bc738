"""The findings as text for a volunteer, grouped by lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quartiers.lessons.lint.findings import Finding
from quartiers.lessons.model import Lesson


def refused(findings: Sequence[Finding]) -> bool:
    """Whether a lesson is refused: advice alone never refuses."""
    return any(not finding.advice for finding in findings)


def report(lessons: Sequence[Lesson], findings: Sequence[Finding]) -> str:
    """Refusals first, advice after, lesson by lesson; a last line counts."""
    lines = [line for lesson in lessons for line in _lesson(lesson, findings)]
    return "\n".join([*lines, "", conclusion(findings)])


def conclusion(findings: Sequence[Finding]) -> str:
    """One last line."""
    stops = sum(not finding.advice for finding in findings)
    hints = len(findings) - stops
    advice = f" {hints} conseil{'s' if hints > 1 else ''}." if hints else ""
    if not stops:
        return f"Tout est en ordre.{advice}"
    return f"{stops} point{'s' if stops > 1 else ''} à reprendre.{advice}"


def _lesson(lesson: Lesson, findings: Sequence[Finding]) -> Iterator[str]:
    own = [finding for finding in findings if finding.lesson == lesson.code]
    yield f"{lesson.code} · {lesson.title}" + ("" if own else " : ✓")
    for finding in sorted(own, key=lambda one: one.advice):
        yield f"  {'?' if finding.advice else '✗'} {finding.place}"
        yield f"      {finding.rule} : {finding.seen}"
        yield f"      → {finding.to_do}"
