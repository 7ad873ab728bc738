"""Checks what a learner's server sends: sizes, types, and lessons that exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quartiers.grading.bounded_json import read_bounded
from quartiers.lessons.model import Lesson
from quartiers.room.steps import STEPS


class Refused(Exception):
    """The request cannot be done; `sentence` is French for the learner.

    `retry_after` is the number of seconds after which the same request may be done; 0: never.
    """

    def __init__(self, sentence: str, status: int = 400, retry_after: int = 0) -> None:
        """Keep the sentence, the HTTP status and the seconds to wait."""
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class ProgressReport:
    """Where a learner is, checked against the lesson."""

    step: str
    steps_done: tuple[str, ...]
    stars: Mapping[int, int]
    stuck: bool | None


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a request's body."""
    try:
        raw = read_bounded(body)
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        raise Refused("La salle n'a pas compris ce message. Recharge la page, puis réessaie.")
    return raw


def read_progress(raw: Mapping[str, Any], lesson: Lesson) -> ProgressReport:
    """The progress of a body; stars never exceed what the exercise gives."""
    step, done, stars = raw.get("step"), raw.get("steps_done", []), raw.get("stars", {})
    if step not in STEPS or not isinstance(done, list) or not isinstance(stars, dict):
        raise Refused("La salle n'a pas compris où tu en es. Recharge la page, puis réessaie.")
    known = tuple(name for name in STEPS if name in done)
    stuck = raw.get("stuck")
    said = stuck if isinstance(stuck, bool) else None
    return ProgressReport(str(step), known, _stars(stars, lesson), said)


def read_notebook(raw: Mapping[str, Any], limit: int) -> bytes:
    """The notebook's bytes as they came; they must at least look like a notebook."""
    text = raw.get("notebook")
    if not isinstance(text, str):
        raise Refused("La salle n'a pas reçu ton travail. Clique encore sur « Rendre ».")
    content = text.encode("utf-8", "surrogatepass")
    if len(content) > limit:
        raise too_big(len(content), limit)
    if not _is_notebook(content):
        raise Refused("Ce travail n'est pas une leçon. Recharge la page, puis rends-la encore.")
    return content


def too_big(size: int, limit: int) -> Refused:
    """The refusal of a notebook over the limit."""
    return Refused(
        f"Ton travail pèse {size / 1e6:.0f} Mo. La salle accepte {limit / 1e6:.0f} Mo. "
        "Enlève une image ou un son très lourd, puis rends encore.",
        status=413,
    )


def _stars(raw: Mapping[str, Any], lesson: Lesson) -> dict[int, int]:
    given = {str(key): value for key, value in raw.items() if isinstance(value, int)}
    most = {str(exercise.number): exercise.stars for exercise in lesson.exercises}
    return {
        int(key): min(int(value), most[key])
        for key, value in given.items()
        if key in most and value > 0
    }


def _is_notebook(content: bytes) -> bool:
    try:
        raw = read_bounded(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and isinstance(raw.get("cells"), list)
