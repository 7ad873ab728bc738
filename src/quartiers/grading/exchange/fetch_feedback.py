"""`nbgrader fetch_feedback`: ask the room for the stars, the sentences and the word."""

from __future__ import annotations

import json

from nbgrader.exchange.abc import ExchangeFetchFeedback as AbstractFetchFeedback

from quartiers.durable import write_whole
from quartiers.grading.client import RoomRefused, result
from quartiers.grading.exchange.base import Exchange


class ExchangeFetchFeedback(Exchange, AbstractFetchFeedback):
    """Write `feedback/retour.json` beside the learner's work, from the room's answer."""

    def copy_files(self) -> None:
        """The token says whose feedback it is: there is nothing else to choose."""
        try:
            answer = result(*self.room(), self.lesson_code())
        except RoomRefused as refusal:
            self.fail(refusal.sentence)
            raise
        folder = self.work_folder / "feedback"
        text = json.dumps(answer, ensure_ascii=False, indent=2)
        write_whole(folder / "retour.json", text, 0o644)
        self.log.info("Retour écrit dans %s", folder)
