"""`nbgrader release_assignment`: publish a generated lesson for the learners."""

from __future__ import annotations

import json
from pathlib import Path

from nbgrader.exchange.abc import ExchangeReleaseAssignment as AbstractRelease

from quartiers.durable import write_whole
from quartiers.grading.exchange.base import Exchange
from quartiers.grading.publication import publish


class ExchangeReleaseAssignment(Exchange, AbstractRelease):
    """Publish from `release/` to `publie/`, where learners can only read."""

    def init_src(self) -> None:
        """The generated lesson."""
        release = self.coursedir.release_directory
        self.src_path = Path(self.coursedir.format_path(release, ".", self.assignment))
        if not self.src_path.is_dir():
            self.fail(
                f"{self.src_path} n'existe pas. Une leçon se fabrique avant d'être publiée. "
                f"Lancez nbgrader generate_assignment {self.assignment}."
            )

    def copy_files(self) -> None:
        """Replace the published lesson in one rename, keeping its description."""
        kept = self._description()
        target = publish(self.src_path, self.published, self.track, self.assignment)
        if kept:
            write_whole(target / "lecon.json", json.dumps(kept, ensure_ascii=False), 0o644)
        self.log.info("Leçon publiée dans %s", target)

    def _description(self) -> dict[str, object] | None:
        """What `./pixel lecons construire` wrote about this lesson, if it did."""
        path = self.published / self.track / self.assignment / "lecon.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
