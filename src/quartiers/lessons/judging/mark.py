"""Read a check cell's outputs: the mark as nbgrader reads it, the sentence as learners do."""

from __future__ import annotations

from collections.abc import Sequence

from quartiers.lessons.judging.model import Output

STARS_MIME = "application/vnd.quartiers.etoiles+json"
NOT_YET = "PasEncore"


def mark_of(outputs: Sequence[Output], points: float) -> float:
    """The mark, 0 to `points`: same rules as `nbgrader.utils.determine_grade`.

    Written again because nbgrader costs two seconds to import; a test compares the two.
    `ValueError` when the number is above the points, as there.
    """
    for output in outputs:
        if _is_failure(output):
            return 0.0
        if output["output_type"] == "execute_result":
            return _partial(str(output["data"].get("text/plain", "")), points)
    return float(points)


def proved_mark(outputs: Sequence[Output], points: float) -> float:
    """The mark, but 0 without a card of stars: an absent output is no proof that a check ran."""
    if card_of(outputs) is None:
        return 0.0
    return mark_of(outputs, points)


def card_of(outputs: Sequence[Output]) -> dict[str, object] | None:
    """The card of stars shown by a check, or None."""
    for output in reversed(outputs):
        card = output.get("data", {}).get(STARS_MIME)
        if isinstance(card, dict):
            return card
    return None


def sentence_of(outputs: Sequence[Output]) -> str:
    """The sentence a learner reads under the check; empty when it gave none."""
    card = card_of(outputs)
    if card is not None:
        return str(card.get("phrase", ""))
    for output in outputs:
        if output["output_type"] == "error" and output["ename"] == NOT_YET:
            return str(output["evalue"])
    return ""


def error_names(outputs: Sequence[Output]) -> list[str]:
    """The name of the exception a cell raised, then of its bases; empty when it raised none."""
    for output in outputs:
        if output["output_type"] == "error":
            return list(output.get("bases", [output["ename"]]))
    return []


def _is_failure(output: Output) -> bool:
    kind = output["output_type"]
    return bool(kind == "error" or (kind == "stream" and output["name"] == "stderr"))


def _partial(text: str, points: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return float(points)
    if not number >= 0:  # negative, or not a number
        return float(points)
    if number > points:
        raise ValueError(f"{number} étoiles pour {points} au plus")
    return number
