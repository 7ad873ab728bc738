"""`nbgrader fetch_assignment`: bring a published lesson into the learner's folder."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.abc import ExchangeFetchAssignment as AbstractFetch

from quartiers.grading.exchange.base import Exchange
from quartiers.grading.publication import fetch_lesson


class ExchangeFetchAssignment(Exchange, AbstractFetch):
    """Fetch without ever replacing the learner's work (only missing files come)."""

    def copy_files(self) -> None:
        """Copy what is missing; a second call changes nothing."""
        home = Path(self.assignment_dir).resolve()
        try:
            folder = fetch_lesson(self.published, home, self.track, self.assignment)
        except FileNotFoundError:
            self.fail(f"La leçon {self.track}/{self.assignment} n'est pas publiée.")
        else:
            self.log.info("Leçon prête dans %s", folder)
