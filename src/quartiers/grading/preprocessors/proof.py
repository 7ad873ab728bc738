"""No proof, no star: a check cell counts only with the result that our own check gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from quartiers.grading import sentences
from quartiers.grading.nbfiles import new_error, new_result
from quartiers.grading.preprocessors.restore import UNTOUCHED, grade_id, is_check, is_ours
from quartiers.grading.report import KEY, ExecutionReport, Trouble

STARS_MIME = "application/vnd.quartiers.etoiles+json"
NOT_YET = "PasEncore"
SENTENCES: dict[Trouble, str] = {
    "stopped": sentences.STOPPED,
    "died": sentences.DIED,
    "unjudged": sentences.UNJUDGED,
    "late": sentences.LATE,
}
LONGEST_SENTENCE = 400


@dataclass(frozen=True)
class Verdict:
    """The stars of one check, 0 to its points, and the sentence that goes with them.

    `untouched`: its answer is as it was given, and wins nothing: it is no failure.
    """

    stars: int
    sentence: str
    untouched: bool = False


def verdict(outputs: Sequence[Any], points: int, trouble: Trouble | None) -> Verdict:
    """Read a check cell's outputs; 0 star unless one well-formed result of ours is among them.

    `trouble` is what happened to the check or to the answer above it.
    """
    if trouble is not None:
        return Verdict(0, SENTENCES[trouble])
    if any(output.output_type == "error" for output in outputs):
        return _refusal(outputs)
    results = [one for one in outputs if one.output_type == "execute_result"]
    found = results[0].data.get(STARS_MIME) if len(results) == 1 else None
    return _stars(found, points) or Verdict(0, sentences.NO_PROOF)


def not_begun(decided: Verdict) -> Verdict:
    """The verdict on an answer that is as it was given: no star, whatever the runner says.

    What makes a check content from elsewhere is another cell, or code that lies to it.
    """
    said = sentences.ELSEWHERE if decided.stars else sentences.NOT_DONE
    return Verdict(0, said, untouched=True)


def _refusal(outputs: Sequence[Any]) -> Verdict:
    error = next(output for output in outputs if output.output_type == "error")
    said = str(error.evalue)[:LONGEST_SENTENCE] if error.ename == NOT_YET else ""
    return Verdict(0, said or sentences.NO_PROOF)


def _stars(found: Any, points: int) -> Verdict | None:
    if not isinstance(found, dict):
        return None
    stars, out_of, said = found.get("etoiles"), found.get("sur"), found.get("phrase")
    if type(stars) is not int or not isinstance(said, str):
        return None
    return Verdict(stars, said[:LONGEST_SENTENCE]) if 0 < stars <= points == out_of else None


def rewritten(decided: Verdict, points: int) -> NotebookNode:
    """The only output that stays in a check cell: nbgrader reads the number in it.

    A warning on stderr, which nbgrader would score 0, is gone; so is any traceback, which could
    show a hidden test.
    """
    drawn = "★" * decided.stars + "☆" * (points - decided.stars)
    card = {"etoiles": decided.stars, "sur": points, "phrase": decided.sentence}
    if decided.untouched:
        card["intact"] = True
    return new_result(
        {
            "text/plain": repr(float(decided.stars)),
            "text/html": f"<p><strong>{drawn}</strong> {escape(decided.sentence)}</p>",
            STARS_MIME: card,
        }
    )


def read_rewritten(cell: NotebookNode) -> Verdict | None:
    """What `rewritten` left in a check cell; None when the cell never went through here."""
    cards = [one.data.get(STARS_MIME) for one in cell.outputs if "data" in one]
    card = cards[0] if cards else None
    return Verdict(card["etoiles"], card["phrase"], card.get("intact", False)) if card else None


class ProofOrNothing(NbGraderPreprocessor):
    """After Execute, before SaveAutoGrades: the gradebook only ever sees proved stars."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Decide each check cell; without a report of the execution nothing is proved.

        In a notebook that is no lesson of ours, checks keep nbgrader's own rules, but one that
        did not run is a failure there too.
        """
        report = resources.get(KEY)
        ours = is_ours(nb.cells)
        answer: int | None = None
        for index, cell in enumerate(nb.cells):
            if not is_check(cell):
                answer = index if cell.cell_type == "code" else answer
                continue
            points = int(cell.metadata.nbgrader["points"])
            trouble = _trouble(report, answer, index)
            if not ours:
                cell.outputs += [] if trouble is None else [new_error("NotRun", trouble)]
                continue
            decided = verdict(cell.outputs, points, trouble)
            if trouble != "unjudged" and grade_id(cell) in resources.get(UNTOUCHED, ()):
                decided = not_begun(decided)
            cell.outputs = [rewritten(decided, points)]
        return nb, resources


def _trouble(report: ExecutionReport | None, answer: int | None, check: int) -> Trouble | None:
    if report is None:
        return "unjudged"
    above = report.troubles.get(answer) if answer is not None else None
    return above or report.troubles.get(check)
