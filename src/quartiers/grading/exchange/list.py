"""`nbgrader list`: published lessons, or with `--inbound` what has been handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.exchange.abc import ExchangeList as AbstractList

from quartiers.grading.exchange.base import Exchange
from quartiers.grading.handed_in import latest_of_each
from quartiers.lessons.read import read_courses


class ExchangeList(Exchange, AbstractList):
    """List in nbgrader's own shape; nothing is ever removed from here."""

    def list_files(self) -> list[dict[str, Any]]:
        """Print and return what there is."""
        found = self._inbound() if self.inbound else [] if self.cached else self._published()
        for item in found:
            words = (item[key] for key in ("course_id", "student_id", "assignment_id", "status"))
            self.log.info("%s", " ".join(word for word in words if word))
        return found

    def remove_files(self) -> list[dict[str, Any]]:
        """Refused: what was handed in is kept."""
        self.fail("Rien ne s'efface d'ici. Ce qui est rendu est gardé. Enlevez --remove.")
        return []

    def copy_files(self) -> None:
        """Nothing is copied by a list."""

    def _published(self) -> list[dict[str, Any]]:
        pattern = f"{self.coursedir.course_id or '*'}/{self.coursedir.assignment_id or '*'}"
        folders = [path for path in sorted(self.published.glob(pattern)) if path.is_dir()]
        return [self._item(path, "", self._status(path)) for path in folders]

    def _status(self, path: Path) -> str:
        mine = Path(self.assignment_dir).resolve() / path.parent.name / path.name
        return "fetched" if mine.is_dir() else "released"

    def _inbound(self) -> list[dict[str, Any]]:
        settings = self.settings
        if self.coursedir.course_id:
            self.known_track()
        store = self.open_store()
        try:
            return [
                self._item(Path(lesson.track, lesson.assignment), one.learner, "submitted")
                for lesson in read_courses(settings.courses).lessons
                if self.coursedir.course_id in ("", lesson.track)
                if self.coursedir.assignment_id in ("", lesson.assignment)
                for one in latest_of_each(store, lesson.code)
                if self.coursedir.student_id in ("", "*", one.learner)
            ]
        finally:
            store.close()

    def _item(self, path: Path, learner: str, status: str) -> dict[str, Any]:
        return {
            "course_id": path.parent.name,
            "assignment_id": path.name,
            "student_id": learner,
            "status": status,
            "path": str(path),
            "notebooks": [
                {"notebook_id": notebook.stem, "path": str(notebook)}
                for notebook in sorted(path.glob("*.ipynb"))
            ],
        }
