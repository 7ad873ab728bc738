"""Our nbgrader choices about grading, each with its reason, for `grader_config.py` and the worker.

Names only: importing this file does not import nbgrader.
"""

from __future__ import annotations

from typing import Any

EXCHANGE = "quartiers.grading.exchange.Exchange"
OURS = "quartiers.grading.preprocessors"
STOCK = "nbgrader.preprocessors"
VERBS = (
    "collect",
    "fetch_assignment",
    "fetch_feedback",
    "list",
    "release_assignment",
    "release_feedback",
    "submit",
)


def apply(c: Any) -> None:
    """Write the choices into a traitlets Config; calling it twice changes nothing."""
    _exchange(c)
    _autograde(c)
    _feedback(c)


def _exchange(c: Any) -> None:
    # Identity is the Hub's token: the stock exchange believes the Unix account, which all share.
    c.ExchangeFactory.exchange = EXCHANGE
    for verb in VERBS:
        words = "".join(word.capitalize() for word in verb.split("_"))
        c.ExchangeFactory[verb] = EXCHANGE + words


def _autograde(c: Any) -> None:
    # A learner's file may hold anything: read it without trusting its shape.
    c.Autograde.exporter_class = "quartiers.grading.intake.TolerantNotebookExporter"
    c.Autograde.sanitize_preprocessors = [
        f"{STOCK}.ClearOutput",
        f"{OURS}.restore.RestoreCells",  # one bad notebook stops a whole batch otherwise
        f"{STOCK}.DeduplicateIds",
        # No CheckCellMetadata: after RestoreCells, all of nbgrader's metadata is the lesson's own.
        f"{OURS}.overwrite.OverwriteKnownCells",  # with the hidden tests and the kernel's name
    ]
    c.Autograde.autograde_preprocessors = [
        f"{OURS}.execute.ContainedExecute",  # stock runs learners' code with the grader's rights
        f"{OURS}.proof.ProofOrNothing",  # stock gives full marks to a check without output
        f"{OURS}.marks.SaveAtOnce",
        f"{OURS}.safe.SafeOutputs",  # stock keeps learners' scripts for the adult's page
    ]
    # Once at the end of each pass: stock validates the notebook again after every step.
    c.Exporter.optimistic_validation = True
    c.BaseConverter.permissions = 600  # trusted side only


def _feedback(c: Any) -> None:
    # Stock turns the whole notebook into an English page, hidden tests and scripts included.
    c.GenerateFeedback.exporter_class = "quartiers.grading.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [f"{OURS}.marks.ReadAtOnce"]
