"""`nbgrader release_feedback`: put the sanitised feedback pages where the room reads them."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.abc import ExchangeReleaseFeedback as AbstractReleaseFeedback

from quartiers.durable import copy_whole
from quartiers.grading.exchange.base import Exchange
from quartiers.grading.names import UnsafeName, safe_name

RELEASED = "retours"


class ExchangeReleaseFeedback(Exchange, AbstractReleaseFeedback):
    """Copy each page to `cours/<track>/retours/<learner>/`: trusted side only, 0600.

    A learner's home is never written to from here: it belongs to the learner, links included.
    The room shows the page to its owner.
    """

    def copy_files(self) -> None:
        """One page a learner and lesson; releasing again replaces it in one rename."""
        feedback = Path(self.coursedir.root) / self.coursedir.feedback_directory
        pattern = self.coursedir.student_id or "*"
        for page in sorted(feedback.glob(f"{pattern}/{self.assignment}/*.html")):
            self._release(page, page.parent.parent.name)

    def _release(self, page: Path, learner: str) -> None:
        try:
            folder = Path(self.coursedir.root) / RELEASED / safe_name(learner)
        except UnsafeName as refusal:
            self.log.warning("%s", refusal)
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy_whole(page, folder / page.name)
        self.log.info("Retour prêt : %s", folder / page.name)
